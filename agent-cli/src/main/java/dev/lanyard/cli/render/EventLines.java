package dev.lanyard.cli.render;

import dev.lanyard.error.ErrorCode;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.LogLevel;
import dev.lanyard.event.ToolOutcome;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Says each event in one line, for people. Every foreign text is sanitised and cut. */
public final class EventLines {
    private static final int MAX_ARGUMENTS = 120;
    private static final int MAX_RESULT = 160;
    private static final int MAX_LOG = 400;
    private static final int MAX_URI = 200;

    private final Style style;
    private final boolean verbose;

    /** Writes lines in the given style, without what servers log below a warning. */
    public EventLines(Style style) {
        this(style, false);
    }

    /** Writes lines in the given style, with all that servers log if {@code verbose}. */
    public EventLines(Style style, boolean verbose) {
        this.style = style;
        this.verbose = verbose;
    }

    /** Returns the line for an event, empty for one that is shown otherwise or not at all. */
    public Optional<String> line(AgentEvent event) {
        return Optional.ofNullable(switch (event) {
            case AgentEvent.ServerReady e ->
                style.good("● ") + e.server() + style.dim(" ready · " + e.credential().label()
                        + " · " + count(e.tools(), "tool") + " · " + time(e.took()));
            case AgentEvent.ServerFailed e when e.failure().code() == ErrorCode.INTERACTION_REQUIRED -> style.dim(
                    "○ " + e.server() + " needs sign-in");
            case AgentEvent.ServerFailed e -> style.bad("✗ ") + e.server() + ": "
                    + Sanitizer.clean(String.valueOf(e.failure().getMessage()));
            case AgentEvent.ToolCallStarted e -> style.accent("→ ") + call(e.server(), e.tool()) + " "
                    + Sanitizer.line(e.arguments(), MAX_ARGUMENTS) + style.dim(" · " + e.credential().label());
            case AgentEvent.ToolCallProgressed e -> style.dim("  " + progress(e));
            case AgentEvent.ToolCallFinished e -> finished(e);
            case AgentEvent.CredentialChallenged e -> style.dim("  " + e.server() + " answered " + e.status()
                    + (e.reason().isEmpty() ? "" : " (" + Sanitizer.line(e.reason(), 40) + ")"));
            case AgentEvent.CredentialNotRevoked e -> style.bad("! ") + e.server() + ": the sign-in is forgotten here, "
                    + "but not revoked at " + Sanitizer.line(e.issuer(), MAX_LOG) + ": "
                    + Sanitizer.line(e.reason(), MAX_LOG);
            case AgentEvent.ToolHeld e -> style.bad("! ") + call(e.server(), e.tool()) + " " + e.change()
                    + " and is held back until you approve it";
            case AgentEvent.ServerLogged e -> !verbose && e.level().compareTo(LogLevel.WARNING) < 0
                    ? null
                    : style.dim("  " + e.server() + " " + e.level().label() + ": " + Sanitizer.line(e.text(), MAX_LOG));
            case AgentEvent.ResourceUpdated e ->
                style.dim("  " + e.server() + " changed " + Sanitizer.line(e.uri(), MAX_URI));
            case AgentEvent.ServerConnecting unused -> null;
            case AgentEvent.CredentialAcquired unused -> null;
            case AgentEvent.TurnStarted unused -> null;
            case AgentEvent.AnswerDelta unused -> null;
            case AgentEvent.TurnFinished unused -> null;
            case AgentEvent.TurnFailed unused -> null;
        });
    }

    private String finished(AgentEvent.ToolCallFinished e) {
        String mark = e.outcome() == ToolOutcome.SUCCEEDED ? style.good("✓ ") : style.bad("✗ ");
        String detail = e.outcome() == ToolOutcome.SUCCEEDED
                ? ""
                : " " + e.outcome().label() + ": " + Sanitizer.line(e.result(), MAX_RESULT);
        return mark + call(e.server(), e.tool()) + style.dim(" · " + time(e.took())) + detail;
    }

    private static String progress(AgentEvent.ToolCallProgressed e) {
        String share = e.total() == null ? number(e.progress()) : number(e.progress()) + "/" + number(e.total());
        return share + (e.message() == null ? "" : " " + Sanitizer.line(e.message(), MAX_RESULT));
    }

    private String call(String server, String tool) {
        return style.bold(server) + " · " + Sanitizer.line(tool, 64);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** Returns a count with its noun, such as {@code 2 tools}. */
    public static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Returns a duration as people say it, such as {@code 12 ms} or {@code 1.4 s}. */
    public static String time(Duration duration) {
        long millis = duration.toMillis();
        return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
