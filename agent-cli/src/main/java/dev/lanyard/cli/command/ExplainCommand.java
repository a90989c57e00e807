package dev.lanyard.cli.command;

import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.cli.session.Session;
import dev.lanyard.cli.session.SessionException;
import dev.lanyard.cli.session.Surroundings;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.event.AgentListener;
import dev.lanyard.resolution.EntraPlan;
import dev.lanyard.resolution.Explainer;
import dev.lanyard.resolution.Explanation;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says how a server gets its credential, from the configuration alone. */
@Command(name = "explain", description = "Says how a server gets its credential: which flow and why, who is contacted and gets what, where tokens are kept, when it asks for a sign-in, and how it typically fails. Sends nothing, shows no secret.", footerHeading = "%nWith --entra:%n", footer = {
        "  a script for the Azure CLI: the app registrations that the server needs,",
        "  with the places in the portal as comments. Read it before you run it.",
        "",
        "Examples:",
        "  lanyard explain profile",
        "  lanyard explain --entra profile"})
final class ExplainCommand implements Callable<Integer> {
    private static final int MAX = 1_000;

    private final Surroundings surroundings;
    private final GlobalOptions global;

    @Parameters(index = "0", paramLabel = "SERVER", description = "The server.")
    private String server = "";

    @Option(names = "--entra", description = "Print what the server needs in Microsoft Entra, as az commands.")
    private boolean entra;

    ExplainCommand(Surroundings surroundings, GlobalOptions global) {
        this.surroundings = surroundings;
        this.global = global;
    }

    @Override
    public Integer call() {
        try (Session session = Session.oneShot(global.options(), surroundings, AgentListener.none(), false)) {
            Map<String, ServerConfig> servers = session.servers();
            ServerConfig configured = servers.get(server);
            if (configured == null) {
                throw new SessionException.NoSuchServer(server, servers.keySet());
            }
            if (entra) {
                EntraPlan plan = EntraPlan.of(configured, session.config())
                        .orElseThrow(() -> new SessionException.NotEntra(server));
                plan.lines().forEach(surroundings.out()::println);
                return ExitCode.DONE;
            }
            show(session, configured, new Explainer(session.config()).explain(configured));
            return ExitCode.DONE;
        }
    }

    private void show(Session session, ServerConfig configured, Explanation explanation) {
        row("server", server);
        row("address", switch (configured) {
            case ServerConfig.Http http -> http.shownUrl().toString();
            case ServerConfig.Stdio stdio -> stdio.command();
        });
        row("flow", explanation.flow());
        row("because", global.options().noAuth() ? "--no-auth was given" : explanation.because());
        explanation.warnings().forEach(warning -> row("careful", warning));
        entry("", "steps");
        int number = 1;
        for (Explanation.Step step : explanation.steps()) {
            entry("  ", number++ + ". " + step.contacted() + ": " + step.gets());
        }
        row("kept", explanation.kept() == Explanation.Kept.STORE
                ? stored(session, explanation)
                : explanation.kept().words());
        row("asks you", explanation.signIn()
                + (explanation.signIn().startsWith("never") ? "" : "; by hand: " + session.signInRemedy(server)));
        entry("", "if it fails");
        explanation.remedies().forEach(remedy -> {
            entry("  ", remedy.sign());
            entry("    ", remedy.fix());
        });
        row("from", session.source().label() + "; nothing was sent");
    }

    private static String stored(Session session, Explanation explanation) {
        if (session.playground()) {
            return "in memory, as the playground's issuer does not outlive it";
        }
        return session.tokensLast()
                ? explanation.kept().words() + ": " + session.tokenFolder()
                : session.tokenPlace();
    }

    private void row(String label, String value) {
        surroundings.out().println(label + " ".repeat(10 - label.length()) + Sanitizer.line(value, MAX));
    }

    private void entry(String indent, String text) {
        surroundings.out().println(indent + Sanitizer.line(text, MAX));
    }
}
