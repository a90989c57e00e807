package dev.lanyard.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Works out what a configuration would send where. */
final class TrustReporter {
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
                List<String> identities = http.auth() instanceof AuthConfig.ClientCredentials credentials
                        ? List.of(credentials.identity())
                        : List.of();
                add(http.url(), "server '" + http.name() + "'",
                        Disclosure.of(http.sent(), written, identities, fields(http)));
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
            case IdentityConfig.Entra entra -> add(entra.authority(), "identity '" + entra.name() + "'",
                    Disclosure.of(List.of(entra.clientSecret()), written, List.of(), List.of()));
        }
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
