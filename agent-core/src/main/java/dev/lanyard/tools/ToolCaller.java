package dev.lanyard.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.lanyard.connection.BoundedText;
import dev.lanyard.connection.ToolReply;
import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.ToolOutcome;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls tools: asks for approval, reports progress, bounds the result, and turns every failure into words. Thread-safe. */
public final class ToolCaller {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MAX_RESULT = 32_000;

    private final Approval approval;
    private final Duration timeout;
    private final AgentListener listener;

    /**
     * Creates a caller.
     *
     * @param timeout how long a call may go without answer or progress
     */
    public ToolCaller(Approval approval, Duration timeout, AgentListener listener) {
        this.approval = approval;
        this.timeout = timeout;
        this.listener = AgentListener.guarded(listener);
    }

    Approval approval() {
        return approval;
    }

    /**
     * Returns the result of a call that does not happen, since the tool is held back and the user has not approved it.
     *
     * @param turn the turn that the call belongs to
     * @param id names the call within its turn
     */
    public ToolResult refuse(int turn, String id, HeldTool held, String arguments) {
        OfferedTool tool = held.tool();
        var failure = new ToolException.Held(tool.server(), tool.tool().name(), held.change());
        ToolResult result = ended(tool, arguments, ToolOutcome.DENIED, failure, System.nanoTime());
        listener.on(new AgentEvent.ToolCallFinished(turn, id, tool.server(), tool.tool().name(), result.outcome(),
                result.took(), result.text()));
        return result;
    }

    /**
     * Calls a tool and returns how it ended; never throws for what a server, policy or user does.
     *
     * @param turn the turn that the call belongs to
     * @param id names the call within its turn
     * @param started gets the running call, so that it can be cancelled
     */
    public ToolResult call(int turn, String id, OfferedTool tool, String arguments, Consumer<Call> started) {
        ToolResult result = attempt(turn, id, tool, arguments.isBlank() ? "{}" : arguments, started);
        listener.on(new AgentEvent.ToolCallFinished(turn, id, tool.server(), tool.tool().name(), result.outcome(),
                result.took(), result.text()));
        return result;
    }

    private ToolResult attempt(int turn, String id, OfferedTool tool, String arguments, Consumer<Call> started) {
        if (tool.signIn()) {
            return signedIn(turn, id, tool, arguments, started);
        }
        String name = tool.tool().name();
        long asked = System.nanoTime();
        Optional<ObjectNode> object = object(arguments);
        if (object.isEmpty()) {
            var failure = new ToolException.BadArguments(tool.server(), name);
            return ended(tool, arguments, ToolOutcome.FAILED, failure, asked);
        }
        Optional<String> objection = approval.objection(tool, arguments);
        if (objection.isPresent()) {
            var failure = new ToolException.Denied(tool.server(), name, objection.get());
            return ended(tool, arguments, ToolOutcome.DENIED, failure, asked);
        }
        listener.on(new AgentEvent.ToolCallStarted(turn, id, tool.server(), name, arguments,
                tool.connection().credential()));
        Call call = Call.within(timeout, progress -> report(turn, id, progress));
        started.accept(call);
        // From here on it is the tool that takes its time, not the user who was asked.
        long begun = System.nanoTime();
        try {
            ToolReply reply = tool.connection().call(name, object.get(), call);
            ToolOutcome outcome = reply.isError() ? ToolOutcome.FAILED : ToolOutcome.SUCCEEDED;
            return result(tool, arguments, outcome, reply.text(), media(reply), begun, null);
        } catch (AgentException e) {
            ToolOutcome outcome = e.code() == ErrorCode.CANCELLED ? ToolOutcome.CANCELLED : ToolOutcome.ERROR;
            return ended(tool, arguments, outcome, e, begun);
        } catch (RuntimeException e) {
            return ended(tool, arguments, ToolOutcome.ERROR, new ToolException.Broken(tool.server(), name, e), begun);
        }
    }

    /** The sign-in asks the user by itself, so that nobody is asked for approval before. */
    private ToolResult signedIn(int turn, String id, OfferedTool tool, String arguments, Consumer<Call> started) {
        listener.on(new AgentEvent.ToolCallStarted(turn, id, tool.server(), tool.tool().name(), arguments,
                tool.connection().credential()));
        long begun = System.nanoTime();
        try {
            var unused = tool.connection().open(started);
            return result(tool, arguments, ToolOutcome.SUCCEEDED,
                    "The user signed in to server '" + tool.server() + "'. Its tools are on offer now.", List.of(),
                    begun, null);
        } catch (AgentException e) {
            ToolOutcome outcome = e.code() == ErrorCode.CANCELLED ? ToolOutcome.CANCELLED : ToolOutcome.ERROR;
            return ended(tool, arguments, outcome, e, begun);
        }
    }

    private void report(int turn, String id, Progress progress) {
        listener.on(
                new AgentEvent.ToolCallProgressed(turn, id, progress.progress(), progress.total(), progress.message()));
    }

    private static ToolResult ended(OfferedTool tool, String arguments, ToolOutcome outcome, AgentException failure,
            long begun) {
        return result(tool, arguments, outcome, String.valueOf(failure.getMessage()), List.of(), begun, failure);
    }

    private static ToolResult result(OfferedTool tool, String arguments, ToolOutcome outcome, String text,
            List<Content> media, long begun, @Nullable AgentException failure) {
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return new ToolResult(tool, arguments, outcome, BoundedText.of(text, MAX_RESULT), media, took, failure);
    }

    private static List<Content> media(ToolReply reply) {
        return reply.contents().stream().filter(content -> !(content instanceof TextContent)).toList();
    }

    private static Optional<ObjectNode> object(String arguments) {
        try {
            return JSON.readTree(arguments) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
