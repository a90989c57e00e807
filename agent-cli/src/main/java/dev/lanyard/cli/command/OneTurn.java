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
import dev.lanyard.tools.ToolResult;
import java.io.PrintStream;

/** Answers one text and ends: the answer on stdout, everything else on stderr. */
final class OneTurn {
    private final Surroundings surroundings;
    private final Options options;
    private final OutputFormat format;
    private final SignInHints unsigned = new SignInHints();

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
            session.connect();
            // A sign-in belongs to a call of this turn, not to servers that it may not need.
            session.welcomeSignIns(true);
            TurnResult result = session.agent().chat(said);
            out.println(switch (format) {
                case TEXT -> Sanitizer.clean(result.answer());
                case JSON -> JsonOutput.line(JsonOutput.result(result));
                case STREAM_JSON -> JsonOutput.line(JsonOutput.result(result).put("type", "result"));
            });
            unsigned.tell(session, surroundings.err());
            return unsigned.has(options.servers()) || result.toolCalls().stream().anyMatch(OneTurn::wantedSignIn)
                    ? ExitCode.SIGN_IN
                    : ExitCode.DONE;
        } catch (AgentException e) {
            if (format != OutputFormat.TEXT) {
                out.println(JsonOutput.line(JsonOutput.failure(e)));
            }
            throw e;
        }
    }

    private static boolean wantedSignIn(ToolResult call) {
        AgentException failure = call.failure();
        return failure != null && failure.code() == ErrorCode.INTERACTION_REQUIRED;
    }

    private AgentListener listener() {
        EventLines lines = new EventLines(Style.PLAIN, options.verbose());
        return event -> {
            boolean needsSignIn = unsigned.takes(event);
            if (format == OutputFormat.STREAM_JSON) {
                JsonOutput.event(event).map(JsonOutput::line).ifPresent(surroundings.out()::println);
            }
            if (options.verbose() || (event instanceof AgentEvent.ServerFailed && !needsSignIn)) {
                lines.line(event).ifPresent(surroundings.err()::println);
            }
        };
    }
}
