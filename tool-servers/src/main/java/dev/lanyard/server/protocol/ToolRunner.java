package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@code tools/call} (MCP 2025-11-25, Tools, calling tools). */
final class ToolRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ToolRunner.class);

    private final ToolRegistry tools;
    private final CallLimit limit;
    private final RunningCalls running;

    ToolRunner(ToolRegistry tools, CallLimit limit, RunningCalls running) {
        this.tools = tools;
        this.limit = limit;
        this.running = running;
    }

    /**
     * Runs a call and answers it.
     *
     * @throws JsonRpcError if the tool is unknown or the parameters are malformed
     * @throws HttpRefusal with 429 if the caller runs too many calls
     * @throws IOException if the client went away
     */
    void run(HttpExchange exchange, Caller caller, Session session, JsonRpcMessage.Request request) throws IOException {
        ToolRegistry.Entry entry = entry(request.params());
        CallReply reply = new CallReply(exchange, progressToken(request.params()));
        RunningCall call = new RunningCall(arguments(request.params()), caller, reply);
        limit.enter(caller);
        try {
            running.add(session, request.id(), call);
            ObjectNode answer;
            try {
                answer = answer(request, entry, call);
            } finally {
                call.end();
                running.remove(session, request.id());
            }
            if (call.cancelled()) {
                reply.abandon();
            } else {
                reply.finish(answer);
            }
        } finally {
            limit.leave(caller);
        }
    }

    private static ObjectNode answer(JsonRpcMessage.Request request, ToolRegistry.Entry entry, RunningCall call) {
        try {
            return request.answer(result(entry, call).toJson());
        } catch (InterruptedException stopped) {
            LOG.debug("A call of {} was interrupted.", entry.tool().name());
            return request.answer(JsonRpcError.internal());
        } catch (RuntimeException failure) {
            LOG.error("The tool {} failed.", entry.tool().name(), failure);
            return request.answer(JsonRpcError.internal());
        }
    }

    /** Tools, error handling: arguments that do not fit are a tool's failure, which the model sees and can correct. */
    private static ToolResult result(ToolRegistry.Entry entry, RunningCall call) throws InterruptedException {
        List<String> faults = entry.input().faults(call.arguments());
        if (!faults.isEmpty()) {
            return ToolResult.error(String.join(" ", faults));
        }
        ToolResult result = entry.tool().handler().run(call);
        if (!result.failed() && !entry.output()
                .faults(Objects.requireNonNullElseGet(result.structured(), StrictJson::object))
                .isEmpty()) {
            throw new IllegalStateException("The result does not fit the output schema.");
        }
        return result;
    }

    private ToolRegistry.Entry entry(ObjectNode params) {
        JsonNode name = params.path("name");
        if (!name.isTextual()) {
            throw JsonRpcError.invalidParams("'name' must be a string.");
        }
        return tools.find(name.textValue())
                .orElseThrow(() -> JsonRpcError.invalidParams("Unknown tool: '" + name.textValue() + "'."));
    }

    private static ObjectNode arguments(ObjectNode params) {
        JsonNode arguments = params.get("arguments");
        if (arguments == null) {
            return StrictJson.object();
        }
        if (arguments instanceof ObjectNode object) {
            return object;
        }
        throw JsonRpcError.invalidParams("'arguments' must be an object.");
    }

    /** MCP 2025-11-25, Progress: the token is a string or an integer. */
    private static @Nullable JsonNode progressToken(ObjectNode params) {
        JsonNode token = params.path("_meta").get("progressToken");
        if (token == null || token.isTextual() || token.isIntegralNumber()) {
            return token;
        }
        throw JsonRpcError.invalidParams("'_meta.progressToken' must be a string or an integer.");
    }
}
