package dev.lanyard.cli.session;

import dev.lanyard.Version;
import dev.lanyard.assistant.Turn;
import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.render.EventLines;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.cli.render.Table;
import dev.lanyard.connection.ConnectionState;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.error.AgentException;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import dev.lanyard.tools.OfferedTool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

/** Is the conversation in a terminal: reads what the user says, shows what happens, until the input ends. */
public final class Chat {
    private static final String PROMPT = "you › ";
    /** How long the first connecting may take while the user types what the configuration asks for. */
    private static final Duration TYPING = Duration.ofMinutes(5);

    private final Options options;
    private final Surroundings surroundings;
    private final AtomicReference<Optional<Session>> session = new AtomicReference<>(Optional.empty());

    /** Creates a conversation; nothing starts before {@link #run}. */
    public Chat(Options options, Surroundings surroundings) {
        this.options = options;
        this.surroundings = surroundings;
    }

    /** Talks until the user ends it. The prompt is there at once: servers connect behind it. */
    public void run() {
        try (Console console = surroundings.conversation(options.plain(), this::words)) {
            console.line(console.style().bold("Lanyard " + Version.current())
                    + console.style().dim(" · the right badge for every door · /help"));
            Session.Beginning beginning = Session.begin(options, surroundings, console, shown(console), true);
            banner(beginning.plan(), console);
            CompletableFuture<Session> opening = opening(beginning);
            if (!beginning.plan().own().config().inputs().isEmpty()) {
                opening.join().agent().connect(TYPING);
            }
            try {
                talk(opening, console);
            } catch (CompletionException e) {
                throw e.getCause() instanceof AgentException known ? known : e;
            } finally {
                // A session that is still opening is waited for, so that nothing it started is left behind.
                var unused = opening.handle((opened, failure) -> {
                    if (opened != null) {
                        opened.close();
                    }
                    return "";
                }).join();
            }
        }
    }

    private CompletableFuture<Session> opening(Session.Beginning beginning) {
        CompletableFuture<Session> opening = new CompletableFuture<>();
        Thread.ofVirtual().name("lanyard-open").start(() -> {
            try {
                Session opened = beginning.open();
                session.set(Optional.of(opened));
                opening.complete(opened);
                opened.agent().connect(Duration.ZERO);
            } catch (RuntimeException e) {
                opening.completeExceptionally(e);
            }
        });
        return opening;
    }

    private List<String> words() {
        return session.get().map(Session::words).orElse(List.of());
    }

    private static AgentListener shown(Console console) {
        EventLines lines = new EventLines(console.style());
        return event -> {
            switch (event) {
                case AgentEvent.AnswerDelta delta -> console.piece(Sanitizer.clean(delta.text()));
                default -> lines.line(event).ifPresent(console::line);
            }
        };
    }

    private static void banner(SetupFinder.Plan plan, Console console) {
        if (plan.playground()) {
            console.line("Playground: servers on this machine, each with its own kind of credential. Try: "
                    + console.style().bold("reverse hello and echo world"));
        } else {
            console.line("Servers from " + Sanitizer.line(plan.own().config().source().label(), 200));
        }
        console.line(plan.model()
                .map(model -> "Model: " + Sanitizer.line(model.model(), 80) + " at " + model.baseUrl().getHost()
                        + "; what you say and what tools return goes there.")
                .orElse("Model: a script that follows simple rules"
                        + (plan.playground() ? "; nothing leaves this machine." : ", on this machine.")));
    }

    private static void talk(CompletableFuture<Session> session, Console console) {
        boolean leaving = false;
        while (true) {
            Optional<String> said;
            try {
                said = console.read(PROMPT);
            } catch (Console.InterruptedInput e) {
                if (e.empty() && leaving) {
                    return;
                }
                leaving = e.empty();
                console.line(leaving ? "Press Ctrl-C once more to leave." : "");
                continue;
            }
            leaving = false;
            if (said.isEmpty()) {
                return;
            }
            String text = said.get().strip();
            if (text.equals("/quit") || text.equals("/exit")) {
                return;
            }
            if (text.startsWith("/")) {
                command(text, session.join(), console);
            } else if (!text.isEmpty()) {
                answer(text, session.join(), console);
            }
        }
    }

    private static void answer(String text, Session session, Console console) {
        Turn turn = new Turn();
        console.onInterrupt(turn::cancel);
        try {
            session.agent().connect(Session.PATIENCE);
            session.agent().chat(text, turn);
            console.piece("\n");
        } catch (AgentException e) {
            console.line(console.style().bad(Sanitizer.clean(String.valueOf(e.getMessage()))));
        } finally {
            console.onInterrupt(() -> {});
        }
    }

    private static void command(String text, Session session, Console console) {
        switch (text.split("\\s+", 2)[0]) {
            case "/help" -> help(console);
            case "/servers" ->
                session.agent().connections().all().forEach(connection -> console.line(state(connection)));
            case "/tools" -> tools(session, console);
            case "/clear" -> {
                session.agent().conversation().clear();
                console.line("The conversation starts anew.");
            }
            default -> console.line("There is no command '" + Sanitizer.line(text, 40) + "'; /help lists them.");
        }
    }

    private static void help(Console console) {
        console.line("""
                     Say what you want; the assistant calls the servers' tools.
                     /servers  how each server stands      /tools  what there is to call
                     /clear    start the conversation anew /quit   leave (or Ctrl-D)
                     Ctrl-C cancels what is running.""");
    }

    private static String state(ServerConnection connection) {
        String name = connection.name() + " · " + connection.credential().label() + " · ";
        return switch (connection.state()) {
            case ConnectionState.Idle() -> name + "not connected yet";
            case ConnectionState.Connecting() -> name + "connecting";
            case ConnectionState.Ready ready -> name + EventLines.count(ready.tools().size(), "tool");
            case ConnectionState.Lost(var unused, AgentException failure) ->
                name + Sanitizer.clean(String.valueOf(failure.getMessage()));
            case ConnectionState.Failed(AgentException failure) ->
                name + Sanitizer.clean(String.valueOf(failure.getMessage()));
        };
    }

    private static void tools(Session session, Console console) {
        Table table = new Table("TOOL", "SERVER", "CREDENTIAL", "DESCRIPTION");
        for (OfferedTool tool : session.agent().tools().tools()) {
            table.row(tool.shortName(), tool.server(), tool.connection().credential().label(),
                    tool.tool().description());
        }
        table.lines().forEach(console::line);
    }
}
