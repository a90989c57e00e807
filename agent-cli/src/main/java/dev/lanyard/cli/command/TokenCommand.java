package dev.lanyard.cli.command;

import dev.lanyard.cli.render.EventLines;
import dev.lanyard.cli.render.Style;
import dev.lanyard.cli.session.Session;
import dev.lanyard.cli.session.Surroundings;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.ServerCredential;
import dev.lanyard.credential.TokenFacts;
import dev.lanyard.event.AgentListener;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Gets the credential of a server as a call would, and says what is known of it. Access tokens are opaque to a client: all of
 * it comes from the configuration and from the issuer's answer, nothing from the token.
 */
@Command(name = "token", description = {"Gets a server's credential as a call would, and says what it is.",
        "What is shown comes from the configuration and the issuer: tokens are not read."}, footer = {"",
                "Examples:", "  lanyard token expenses                        what it is, and until when",
                "  curl -H \"Authorization: Bearer $(lanyard token expenses --reveal)\" …",
                "", "The value is a secret: whoever has it can call the server with it."})
final class TokenCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final GlobalOptions global;

    @Parameters(index = "0", paramLabel = "SERVER", description = "The server.")
    private String server = "";

    @Option(names = "--reveal", description = "Print the value itself, alone on stdout.")
    private boolean reveal;

    TokenCommand(Surroundings surroundings, GlobalOptions global) {
        this.surroundings = surroundings;
        this.global = global;
    }

    @Override
    public Integer call() {
        EventLines lines = new EventLines(Style.PLAIN, true);
        AgentListener told = event -> {
            if (global.verbose()) {
                lines.line(event).ifPresent(surroundings.err()::println);
            }
        };
        try (Session session = Session.oneShot(global.options(), surroundings, told, false)) {
            session.welcomeSignIns(true);
            var unused = session.connection(server);
            ServerCredential credential = session.agent().credential(server);
            if (reveal) {
                surroundings.out().println(RevealedValue.of(server, credential.value()).reveal());
                surroundings.err()
                        .println("lanyard: this is a secret: whoever has it can call '" + server + "' with it"
                                + credential.token().map(token -> " until " + moment(token)).orElse(""));
            } else {
                show(session, credential);
            }
            return ExitCode.DONE;
        }
    }

    private void show(Session session, ServerCredential credential) {
        Rows rows = new Rows(surroundings.out());
        rows.row("server", server);
        rows.row("credential", credential.kind().label());
        if (session.servers().get(server) instanceof ServerConfig.Http http) {
            rows.keys(http);
        }
        credential.facts().ifPresent(facts -> origin(rows, facts));
        credential.token().ifPresent(token -> {
            rows.row("expires", moment(token) + remaining(token));
            if (token.proof() != null) {
                rows.row("bound", "to a key that Lanyard holds (DPoP): the value alone is of no use");
            }
        });
        credential.facts().ifPresent(facts -> rows.row("kept", switch (facts.kept()) {
            case IN_MEMORY -> "in memory, until this command ends";
            case IN_STORE -> session.tokenPlace();
        }));
    }

    private static void origin(Rows rows, TokenFacts facts) {
        rows.row("issuer", facts.issuer());
        if (!facts.client().isEmpty()) {
            rows.row("client", facts.client());
        }
        if (facts.resource() != null) {
            rows.row("resource", facts.resource());
        }
        if (!facts.scopes().isEmpty()) {
            rows.row("scopes", String.join(" ", facts.scopes()));
        }
        if (facts.account() != null) {
            rows.row("account", facts.account());
        }
    }

    private static String moment(AccessToken token) {
        return token.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private String remaining(AccessToken token) {
        Instant now = surroundings.clock().instant();
        long minutes = Duration.between(now, token.expiresAt()).toMinutes();
        return minutes < 1 ? " (in less than a minute)" : " (in " + EventLines.count((int) minutes, "minute") + ")";
    }
}
