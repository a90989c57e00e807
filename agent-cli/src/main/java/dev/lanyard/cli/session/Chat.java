package dev.lanyard.cli.session;

import dev.lanyard.Version;
import dev.lanyard.assistant.Turn;
import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.console.Suggestion;
import dev.lanyard.cli.render.EventLines;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

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
        try (Console console = surroundings.conversation(options.plain(), this::suggestions)) {
            console.line(console.style().bold("Lanyard " + Version.current())
                    + console.style().dim(" · the right badge for every door · /help"));
            Session.Beginning beginning = Session.begin(options, surroundings, console,
                    shown(console, options.verbose()), true);
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
                Session opened = beginning.open(Session.PATIENCE);
                session.set(Optional.of(opened));
                opening.complete(opened);
                opened.agent().connect(Duration.ZERO);
            } catch (RuntimeException e) {
                opening.completeExceptionally(e);
            }
        });
        return opening;
    }

    private List<Suggestion> suggestions(String before, String word) {
        return session.get()
                .map(opened -> new ChatSuggester(opened.agent(), opened.catalogue()).suggest(before, word))
                .orElse(List.of());
    }

    private static AgentListener shown(Console console, boolean verbose) {
        EventLines lines = new EventLines(console.style(), verbose);
        Set<String> unsigned = ConcurrentHashMap.newKeySet();
        return event -> {
            switch (event) {
                case AgentEvent.AnswerDelta delta -> console.piece(Sanitizer.clean(delta.text()));
                // Each turn tries it anew: once is enough to know.
                case AgentEvent.ServerFailed failed when failed.failure().code() == ErrorCode.INTERACTION_REQUIRED -> {
                    if (unsigned.add(failed.server())) {
                        lines.line(event)
                                .ifPresent(line -> console
                                        .line(line + console.style().dim(" · /login " + failed.server())));
                    }
                }
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
            Optional<ChatCommand> command = ChatCommand.of(text.split("\\s+", 2)[0]);
            if (command.isPresent() && command.get() == ChatCommand.QUIT) {
                return;
            }
            if (command.isPresent()) {
                run(command.get(), text, session.join(), console);
            } else if (PromptCommand.isMeant(text)) {
                prompt(text, session.join(), console);
            } else if (text.startsWith("/")) {
                console.line("There is no command '" + Sanitizer.line(text, 40) + "'; /help lists them.");
            } else if (!text.isEmpty()) {
                answer(text, session.join(), console);
            }
        }
    }

    private static void prompt(String text, Session session, Console console) {
        answer(session, console, () -> new PromptCommand(session.agent(), console).said(text));
    }

    private static void answer(String text, Session session, Console console) {
        answer(session, console, () -> Optional.of(new Mentions(session.agent(), console).expanded(text)));
    }

    /** Finds out what there is to say, which may ask servers, and has the model answer it. */
    private static void answer(Session session, Console console, Supplier<Optional<String>> said) {
        try {
            console.onInterrupt(Thread.currentThread()::interrupt);
            Optional<String> text;
            try {
                session.connect();
                text = said.get();
            } finally {
                console.onInterrupt(() -> {});
                // An interrupt that came too late is not for what follows.
                boolean unused = Thread.interrupted();
            }
            text.ifPresent(words -> turn(words, session, console));
        } catch (AgentException e) {
            console.line(console.style().bad(Sanitizer.clean(String.valueOf(e.getMessage()))));
        }
    }

    private static void turn(String text, Session session, Console console) {
        Turn turn = new Turn();
        console.onInterrupt(turn::cancel);
        session.welcomeSignIns(true);
        try {
            session.agent().chat(text, turn);
            console.piece("\n");
        } finally {
            session.welcomeSignIns(false);
            console.onInterrupt(() -> {});
        }
    }

    private static void run(ChatCommand command, String text, Session session, Console console) {
        Overviews overviews = new Overviews(session, session.catalogue(), console);
        switch (command) {
            case HELP -> overviews.help();
            case SERVERS -> overviews.servers();
            case TOOLS -> overviews.tools();
            case PROMPTS -> overviews.prompts();
            case RESOURCES -> overviews.resources();
            case LOGIN, LOGOUT -> new SignInCommand(session, console).run(command, text);
            case CLEAR -> {
                session.agent().conversation().clear();
                console.line("The conversation starts anew.");
            }
            case QUIT -> throw new IllegalStateException("The chat has ended before");
        }
    }
}
