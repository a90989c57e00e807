package dev.lanyard.cli.command;

import dev.lanyard.assistant.TurnResult;
import dev.lanyard.cli.render.EventLines;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.cli.render.Style;
import dev.lanyard.cli.session.Options;
import dev.lanyard.cli.session.Session;
import dev.lanyard.cli.session.Surroundings;
import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Answers one text and ends: the answer on stdout, everything else on stderr. */
final class OneTurn {
    private final Surroundings surroundings;
    private final Options options;
    private final OutputFormat format;
    /** The servers that nothing but a sign-in opens. */
    private final Set<String> unsigned = new ConcurrentSkipListSet<>();

    OneTurn(Surroundings surroundings, Options options, OutputFormat format) {
        this.surroundings = surroundings;
        this.options = options;
        this.format = format;
    }

    int run(String text) {
        String context = surroundings.inputIsTerminal() ? "" : PipedInput.read(surroundings.in(), surroundings.err());
        String said = context.isBlank() ? text : text + "\n\nContext:\n" + context;
        PrintStream out = surroundings.out();
        try (Session session = Session.oneShot(options, surroundings, listener(), true)) {
            session.agent().connect(Session.PATIENCE);
            TurnResult result = session.agent().chat(said);
            out.println(switch (format) {
                case TEXT -> Sanitizer.clean(result.answer());
                case JSON -> JsonOutput.line(JsonOutput.result(result));
                case STREAM_JSON -> JsonOutput.line(JsonOutput.result(result).put("type", "result"));
            });
            if (unsigned.isEmpty()) {
                return ExitCode.DONE;
            }
            unsigned.forEach(server -> surroundings.err()
                    .println("lanyard: server '" + server
                            + "' was left out: it needs you to sign in. Run 'lanyard mcp login "
                            + server + "'."));
            return ExitCode.SIGN_IN;
        } catch (AgentException e) {
            if (format != OutputFormat.TEXT) {
                out.println(JsonOutput.line(JsonOutput.failure(e)));
            }
            throw e;
        }
    }

    private AgentListener listener() {
        EventLines lines = new EventLines(Style.PLAIN, options.verbose());
        return event -> {
            if (event instanceof AgentEvent.ServerFailed failed
                    && failed.failure().code() == ErrorCode.INTERACTION_REQUIRED) {
                unsigned.add(failed.server());
            }
            if (format == OutputFormat.STREAM_JSON) {
                JsonOutput.event(event).map(JsonOutput::line).ifPresent(surroundings.out()::println);
            }
            if (options.verbose() || event instanceof AgentEvent.ServerFailed) {
                lines.line(event).ifPresent(surroundings.err()::println);
            }
        };
    }
}
