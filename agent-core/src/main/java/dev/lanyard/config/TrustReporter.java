package dev.lanyard.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Works out what a configuration would send where. */
final class TrustReporter {
    private static final String SIGN_IN = "your sign-in";
    private static final Pattern DECIDES_WHAT_RUNS = Pattern
            .compile("(LD|DYLD|GIT|NPM_CONFIG|PIP)_.*|PATH|IFS|ENV|BASH_ENV"
                    + "|NODE_OPTIONS|NODE_PATH|PYTHON.*|PERL5.*|RUBYOPT|RUBYLIB|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|CLASSPATH|EDITOR");

    private final ReadConfig read;
    private final Map<String, TrustReport.Destination> destinations = new LinkedHashMap<>();
    private final List<TrustReport.Command> commands = new ArrayList<>();

    private TrustReporter(ReadConfig read) {
        this.read = read;
    }

    /** Returns the report on a file, with the {@code .env} files that its variables came from. */
    static TrustReport report(Path file, ReadConfig read, List<DotEnv> envFiles) {
        TrustReporter reporter = new TrustReporter(read);
        read.config().servers().values().forEach(reporter::add);
        read.config().identities().values().forEach(reporter::add);
        List<Fingerprint> files = new ArrayList<>(read.files());
        envFiles.forEach(used -> files.add(new Fingerprint(used.source().path(), used.sha256())));
        return new TrustReport(file, List.copyOf(reporter.destinations.values()), reporter.commands, files);
    }

    private void add(ServerConfig server) {
        Set<String> written = written("server '" + server.name() + "'");
        switch (server) {
            case ServerConfig.Http http -> {
                List<String> identities = switch (http.auth()) {
                    case AuthConfig.OAuth oauth -> List.of(SIGN_IN);
                    case AuthConfig.WorkloadIdentity workload -> List.of("workload");
                    case AuthConfig.ManagedIdentity managed -> List.of("this machine");
                    case AuthConfig.User user -> List.of(SIGN_IN);
                    case AuthConfig.OnBehalfOf behalf ->
                        Stream.concat(Stream.of(SIGN_IN), behalf.identities().stream()).toList();
                    default -> http.auth().identities();
                };
                add(http.url(), "server '" + http.name() + "'",
                        Disclosure.of(http.sent(), written, identities, fields(http)));
                addIssuers(http);
            }
            case ServerConfig.Stdio stdio -> {
                List<SecretRef> values = new ArrayList<>(stdio.args());
                values.addAll(stdio.env().values());
                List<String> argv = new ArrayList<>(List.of(stdio.command()));
                stdio.args().forEach(argument -> argv.add(argument.asWritten()));
                commands.add(new TrustReport.Command(stdio.name(), argv, stdio.cwd(),
                        Disclosure.of(values, written, List.of(),
                                stdio.env().entrySet().stream().map(TrustReporter::assignment).toList())));
            }
        }
    }

    /** What is exchanged for a token goes to an issuer. */
    private void addIssuers(ServerConfig.Http http) {
        String recipient = "issuer for server '" + http.name() + "'";
        switch (http.auth()) {
            case AuthConfig.OAuth oauth -> {
                if (oauth.issuer() != null) {
                    add(oauth.issuer(), recipient,
                            Disclosure.of(oauth.clientSecret() == null ? List.of() : List.of(oauth.clientSecret()),
                                    List.of(), List.of(), List.of()));
                }
            }
            case AuthConfig.WorkloadIdentity workload -> add(workload.issuer(), recipient,
                    Disclosure.of(List.of(workload.assertion()), List.of(), List.of(), List.of()));
            case AuthConfig.TokenExchange exchange -> addIssuer(exchange.identity(), exchange.subject(), recipient);
            case AuthConfig.Enterprise enterprise -> addIssuer(enterprise.provider(), enterprise.idToken(), recipient);
            case AuthConfig.OnBehalfOf behalf -> {
            }
            case AuthConfig.User user -> {
            }
            case AuthConfig.ManagedIdentity managed -> {
                if (managed.endpoint() != null) {
                    add(managed.endpoint(), recipient, Disclosure.of(List.of(), List.of(), List.of(), List.of()));
                }
            }
            case AuthConfig.None none -> {
            }
            case AuthConfig.Discovered discovered -> {
            }
            case AuthConfig.Key key -> {
            }
            case AuthConfig.ClientCredentials credentials -> {
            }
        }
    }

    private void addIssuer(String identity, SecretRef exchanged, String recipient) {
        if (read.config().identities().get(identity) instanceof IdentityConfig.OAuth oauth) {
            add(oauth.issuer(), recipient, Disclosure.of(List.of(exchanged), List.of(), List.of(), List.of()));
        }
    }

    /** A variable that decides what a command really runs is shown with its value; any other may hold a key of the user. */
    private static String assignment(Map.Entry<String, SecretRef> variable) {
        return DECIDES_WHAT_RUNS.matcher(variable.getKey()).matches()
                ? variable.getKey() + "=" + variable.getValue().asWritten()
                : variable.getKey();
    }

    private void add(IdentityConfig identity) {
        Map<String, ServerConfig> servers = read.config().servers();
        Set<String> written = new TreeSet<>(written(McpJsonReader.needer(identity.name(), servers)));
        // A scope is sent to the issuer, so the issuer gets the variables written into it, too.
        McpJsonReader.users(identity.name(), servers)
                .forEach(server -> written.addAll(written("server '" + server + "'")));
        switch (identity) {
            case IdentityConfig.OAuth oauth -> add(oauth.issuer(), "identity '" + oauth.name() + "'",
                    Disclosure.of(Stream.of(oauth.clientSecret(), oauth.privateKey()).filter(Objects::nonNull).toList(),
                            written, List.of(), List.of()));
            case IdentityConfig.Entra entra -> add(entra.authority(), "identity '" + entra.name() + "'",
                    Disclosure.of(sent(entra.proof()), written, List.of(), List.of()));
        }
    }

    /** What of an application's proof reaches its authority; of a certificate it is a signature with the key in its file. */
    private static List<SecretRef> sent(IdentityConfig.Entra.Proof proof) {
        return switch (proof) {
            case IdentityConfig.Entra.Proof.None none -> List.of();
            case IdentityConfig.Entra.Proof.ClientSecret(SecretRef value) -> List.of(value);
            case IdentityConfig.Entra.Proof.Assertion(SecretRef value) -> List.of(value);
            case IdentityConfig.Entra.Proof.Certificate certificate -> {
                List<SecretRef> used = new ArrayList<>(List.of(new SecretRef.File(certificate.file())));
                if (certificate.key() != null) {
                    used.add(new SecretRef.File(certificate.key()));
                }
                if (certificate.password() != null) {
                    used.add(certificate.password());
                }
                yield used;
            }
        };
    }

    private void add(URI url, String recipient, Disclosure gets) {
        destinations.merge(Origins.of(url),
                new TrustReport.Destination(Origins.of(url), List.of(recipient), gets), (some, more) -> {
                    List<String> recipients = new ArrayList<>(some.recipients());
                    recipients.addAll(more.recipients());
                    return new TrustReport.Destination(some.origin(), recipients, some.gets().and(more.gets()));
                });
    }

    private Set<String> written(String needer) {
        return read.written().getOrDefault(needer, Set.of());
    }

    private static List<String> fields(ServerConfig.Http http) {
        List<String> fields = new ArrayList<>();
        http.headers().keySet().forEach(name -> fields.add("header '" + name + "'"));
        http.query().keySet().forEach(name -> fields.add("query parameter '" + name + "'"));
        if (http.auth() instanceof AuthConfig.Key key) {
            fields.add(switch (key.placement()) {
                case AuthConfig.Placement.Header header -> "header '" + header.name() + "'";
                case AuthConfig.Placement.Query query -> "query parameter '" + query.name() + "'";
            });
        }
        return fields;
    }
}
