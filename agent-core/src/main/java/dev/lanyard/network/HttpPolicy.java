package dev.lanyard.network;

import dev.lanyard.config.ConfigException;
import dev.lanyard.config.ConfigProblem;
import dev.lanyard.config.Environment;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * Says how every HTTP client of an agent reaches the network, so that MCP servers, issuers and models see one behaviour:
 * through which proxy, believing which certificate authorities; no redirect is followed, and connecting is given up after
 * 10 s. The only place where a client is made. Immutable.
 */
public final class HttpPolicy {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final HttpPolicy DIRECT = new HttpPolicy(ProxyRoutes.none(), List.of());

    private final ProxyRoutes routes;
    private final SSLContext trust;

    private HttpPolicy(ProxyRoutes routes, List<X509Certificate> extraAuthorities) {
        this.routes = routes;
        this.trust = LayeredTrust.context(extraAuthorities);
    }

    /** Returns the policy that connects directly and trusts the platform's certificate authorities. */
    public static HttpPolicy direct() {
        return DIRECT;
    }

    /**
     * Returns the policy that the environment asks for: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and
     * {@code NO_PROXY} in lower or upper case, and {@code LANYARD_CA_FILE}, whose authorities are trusted beside the
     * platform's. Without any proxy variable, the JVM's own setting ({@code https.proxyHost} …) counts. This machine is never
     * reached through a proxy.
     *
     * @throws ConfigException.Invalid with every variable that cannot be followed
     */
    public static HttpPolicy from(Environment environment) {
        List<ConfigProblem> problems = new ArrayList<>();
        ProxyRoutes routes = new ProxyReader(environment, ProxyReader.tunnelSchemesOfThisJvm(), problems).read();
        List<X509Certificate> extra = ExtraAuthorities.read(environment, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException.Invalid("the environment", problems);
        }
        return new HttpPolicy(routes.isEmpty() ? ProxyRoutes.of(ProxySelector.getDefault()) : routes, extra);
    }

    /** Returns a builder for a client that follows this policy; what belongs to one use only may still be added to it. */
    public HttpClient.Builder client() {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .proxy(routes)
                .sslContext(trust)
                .executor(threads);
        return routes.useProxies() ? new ProxiedClient.Builder(builder, routes) : builder;
    }
}
