package dev.lanyard.network;

import dev.lanyard.config.ConfigProblem;
import dev.lanyard.config.Environment;
import dev.lanyard.config.Redacted;
import dev.lanyard.config.Variable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the variables that name proxies, as curl and most other programs understand them. Quotes no value: a password may be in it. */
final class ProxyReader {
    /** The JDK's property; what it lists is not used on the way to an https address. */
    static final String TUNNEL_PROPERTY = "jdk.http.auth.tunneling.disabledSchemes";
    private static final String REMEDY = "Write it as http://host:port or http://user:password@host:port.";

    private final Environment environment;
    private final String tunnelSchemesDisabled;
    private final List<ConfigProblem> problems;

    ProxyReader(Environment environment, String tunnelSchemesDisabled, List<ConfigProblem> problems) {
        this.environment = environment;
        this.tunnelSchemesDisabled = tunnelSchemesDisabled;
        this.problems = problems;
    }

    /** Returns which schemes the JDK does not use towards a proxy before a tunnel; {@code Basic} unless the JVM was told otherwise. */
    static String tunnelSchemesOfThisJvm() {
        return System.getProperty(TUNNEL_PROPERTY, "Basic");
    }

    /** Returns the routes, after adding a problem for each variable that cannot be followed. */
    ProxyRoutes read() {
        Optional<Variable> http = first(underCgi() ? List.of("http_proxy") : List.of("http_proxy", "HTTP_PROXY"));
        Optional<Variable> https = first(List.of("https_proxy", "HTTPS_PROXY"));
        Optional<Variable> all = first(List.of("all_proxy", "ALL_PROXY"));
        NoProxy exempt = NoProxy.of(first(List.of("no_proxy", "NO_PROXY"))
                .map(variable -> variable.value().text())
                .orElse(""));
        Optional<Variable> forHttp = http.or(() -> all);
        Optional<Variable> forHttps = https.or(() -> all);
        ProxyAddress plain = forHttp.flatMap(this::address).orElse(null);
        ProxyAddress secure = forHttps.equals(forHttp) ? plain : forHttps.flatMap(this::address).orElse(null);
        forHttps.ifPresent(variable -> checkLogin(variable, secure));
        return ProxyRoutes.of(plain, secure, exempt);
    }

    /** In a CGI program, {@code HTTP_PROXY} is what the client put into its header {@code Proxy} (CVE-2016-5385, httpoxy). */
    private boolean underCgi() {
        return environment.lookup("REQUEST_METHOD").isPresent();
    }

    private Optional<Variable> first(List<String> names) {
        return names.stream().flatMap(name -> environment.lookup(name).stream()).findFirst();
    }

    private Optional<ProxyAddress> address(Variable variable) {
        String text = variable.value().text().strip();
        URI uri;
        try {
            uri = new URI(text.contains("://") ? text : "http://" + text);
        } catch (URISyntaxException e) {
            return refuse(variable, "is not the address of a proxy.",
                    REMEDY + " Percent-encode what is special in the password.");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.isEmpty()) {
            return refuse(variable, "is not the address of a proxy.", REMEDY);
        }
        if (scheme.startsWith("socks")) {
            return refuse(variable, "names a SOCKS proxy, which Lanyard cannot use.",
                    "Name an HTTP proxy, or list the hosts that need none in NO_PROXY.");
        }
        if (!scheme.equals("http")) {
            return refuse(variable, "names a proxy that is reached by '" + scheme + "', which Lanyard cannot use.",
                    REMEDY);
        }
        if (uri.getHost() == null || uri.getPort() > 65535 || uri.getPort() == 0 || uri.getRawQuery() != null
                || uri.getRawFragment() != null || !uri.getRawPath().matches("/?")) {
            return refuse(variable, "is not the address of a proxy.", REMEDY);
        }
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        return Optional.of(new ProxyAddress(host, uri.getPort() < 0 ? 80 : uri.getPort(), login(uri)));
    }

    private static @Nullable Redacted login(URI uri) {
        String raw = uri.getRawUserInfo();
        if (raw == null || raw.isEmpty()) {
            return null;
        }
        // '+' stands for itself in this part of an address.
        String decoded = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        return new Redacted(decoded.contains(":") ? decoded : decoded + ":");
    }

    /** Without this the proxy would answer 407 to every request, and nobody could tell why. */
    private void checkLogin(Variable variable, @Nullable ProxyAddress proxy) {
        boolean held = Stream.of(tunnelSchemesDisabled.split(",", -1))
                .anyMatch(scheme -> scheme.strip().equalsIgnoreCase("basic"));
        if (proxy != null && proxy.login() != null && held) {
            problem(variable,
                    "holds a user and password, which this Java does not present to a proxy for https addresses.",
                    "Start Java with -D" + TUNNEL_PROPERTY + "= (nothing after the equals sign).");
        }
    }

    private Optional<ProxyAddress> refuse(Variable variable, String what, String remedy) {
        problem(variable, what, remedy);
        return Optional.empty();
    }

    private void problem(Variable variable, String what, String remedy) {
        problems.add(new ConfigProblem(variable.name(), variable.name() + " " + what, remedy));
    }
}
