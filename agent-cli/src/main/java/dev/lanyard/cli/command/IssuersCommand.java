package dev.lanyard.cli.command;

import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.cli.session.Session;
import dev.lanyard.cli.session.Surroundings;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.event.AgentListener;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.oauth.IssuerFinding;
import dev.lanyard.oauth.IssuerSurvey;
import dev.lanyard.resolution.ConfiguredIssuers;
import dev.lanyard.resolution.ConfiguredIssuers.Place;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what authorization servers announce, and prints it as a table. */
@Command(name = "issuers", description = "Asks authorization servers what they support, and prints it as a table. Only metadata is fetched; no credential is sent.", footerHeading = "%nThe columns; '?' is what the metadata does not tell:%n", footer = {
        "  METADATA  where it was: oauth (RFC 8414), openid (OpenID Connect Discovery)",
        "  PKCE      code challenges; without S256 nobody signs in through Lanyard",
        "  CIMD      takes client id metadata documents ('clientMetadataUrl')",
        "  DCR       registers clients by itself: no 'clientId' is needed",
        "  RESOURCE  whether Lanyard names the server there (RFC 8707; 'resource')",
        "  ISS       names itself in its answers (RFC 9207)",
        "  DEVICE    sign-in by a code on another device (RFC 8628)",
        "  EXCHANGE  token exchange (RFC 8693)",
        "  REFRESH   renews tokens; 'offline' if by the scope offline_access",
        "  DPOP      binds tokens to a key (RFC 9449)",
        "",
        "Examples:",
        "  lanyard issuers                             those of configured servers",
        "  lanyard issuers https://id.example.com/x    one issuer",
        "  lanyard issuers https://mcp.example.com/x   those that a server names"})
final class IssuersCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final GlobalOptions global;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "URL", description = "An issuer or an MCP server; without any, those of the configured servers.")
    private List<String> addresses = new ArrayList<>();

    @Option(names = "--output", paramLabel = "FORMAT", converter = OutputFormat.Converter.class, description = "text (default) or json.")
    private OutputFormat output = OutputFormat.TEXT;

    IssuersCommand(Surroundings surroundings, GlobalOptions global) {
        this.surroundings = surroundings;
        this.global = global;
    }

    /** Is what a look brought, and the configured servers that it concerns. */
    record Found(IssuerFinding finding, List<String> servers) {}

    /** Is something to look at. */
    private record Look(Callable<List<IssuerFinding>> measurement, List<String> servers) {}

    @Override
    public Integer call() {
        if (output == OutputFormat.STREAM_JSON) {
            throw new ParameterException(spec.commandLine(), "--output is text or json here");
        }
        if (!addresses.isEmpty()) {
            IssuerSurvey survey = new IssuerSurvey(Session.network(global.options(), surroundings));
            List<Look> looks = new ArrayList<>();
            addresses.stream().distinct().map(this::address).forEach(url -> looks.add(look(survey, url)));
            return show(measured(looks));
        }
        try (Session session = Session.oneShot(global.options(), surroundings, AgentListener.none(), false)) {
            return show(measured(looks(session.config(), session.network())));
        }
    }

    private static Look look(IssuerSurvey survey, URI url) {
        return new Look(() -> survey.at(url), List.of());
    }

    private List<Look> looks(AgentConfig config, HttpPolicy network) {
        IssuerSurvey survey = new IssuerSurvey(network);
        List<Look> looks = new ArrayList<>();
        ConfiguredIssuers.of(config).forEach((place, servers) -> {
            switch (place) {
                case Place.Issuer(String issuer) -> looks.add(new Look(() -> List.of(survey.issuer(issuer)), servers));
                case Place.Behind(URI server) -> looks.add(new Look(() -> survey.server(server), servers));
                case Place.Closed(String identity, String why) -> surroundings.err()
                        .println("lanyard: the issuer of identity '" + Sanitizer.line(identity, 64)
                                + "' is not measured: " + Sanitizer.line(why, 200));
            }
        });
        return looks;
    }

    private URI address(String text) {
        try {
            URI address = new URI(text);
            if (address.getHost() != null && address.getRawUserInfo() == null && address.getRawQuery() == null
                    && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        throw new ParameterException(spec.commandLine(),
                "'" + text + "' is not the address of an issuer or server; write it like https://id.example.com");
    }

    /** Looks at all of them at once; each has its own time limits. What one names that another has named is one row. */
    private static List<Found> measured(List<Look> looks) {
        Map<IssuerFinding, List<String>> found = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<IssuerFinding>>> pending = threads
                    .invokeAll(looks.stream().map(Look::measurement).toList());
            for (int i = 0; i < looks.size(); i++) {
                List<String> servers = looks.get(i).servers();
                pending.get(i)
                        .get()
                        .forEach(finding -> found.computeIfAbsent(finding, unused -> new ArrayList<>())
                                .addAll(servers));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A survey reports its failures", e);
        }
        return found.entrySet().stream().map(entry -> new Found(entry.getKey(), entry.getValue())).toList();
    }

    private int show(List<Found> found) {
        if (output == OutputFormat.JSON) {
            surroundings.out().println(JsonOutput.line(IssuersOutput.json(found)));
        } else {
            IssuersOutput.lines(found).forEach(surroundings.out()::println);
        }
        List<CredentialException> failures = new ArrayList<>();
        for (Found each : found) {
            switch (each.finding()) {
                case IssuerFinding.Measured measured -> {
                    // It is in the table.
                }
                case IssuerFinding.Silent(String asked) -> surroundings.err()
                        .println(Sanitizer.line(asked, 200)
                                + ": names no authorization server; it wants no token, or does "
                                + "not say whose");
                case IssuerFinding.Failed(String asked, CredentialException failure) -> {
                    failures.add(failure);
                    surroundings.err()
                            .println("lanyard: " + Sanitizer.clean(String.valueOf(failure.getMessage())));
                }
            }
        }
        if (found.isEmpty()) {
            surroundings.err()
                    .println("No configured server has an issuer that can be asked. Name one: lanyard issuers URL");
        }
        return failures.isEmpty() ? ExitCode.DONE : ExitCode.of(failures.getFirst().code());
    }
}
