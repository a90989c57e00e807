package dev.lanyard.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.assistant.TurnResult;
import dev.lanyard.error.AgentException;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.tools.ToolResult;
import java.util.Optional;

/** Writes results and events as JSON for programs. */
final class JsonOutput {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper ASCII = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonOutput() {}

    /** Returns one line of ASCII: a terminal finds nothing in it to obey, a program reads the same text. */
    static String line(ObjectNode json) {
        try {
            return ASCII.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A JSON tree can always be written", e);
        }
    }

    /** Returns {@code {"answer": …, "toolCalls": […], "usage": {…}, "durationMillis": …}}. */
    static ObjectNode result(TurnResult result) {
        ObjectNode json = node().put("answer", result.answer());
        var calls = json.putArray("toolCalls");
        result.toolCalls().forEach(call -> calls.add(call(call)));
        json.putObject("usage")
                .put("inputTokens", result.usage().input())
                .put("outputTokens", result.usage().output());
        return json.put("durationMillis", result.took().toMillis());
    }

    private static ObjectNode call(ToolResult call) {
        ObjectNode json = node().put("server", call.tool().server()).put("tool", call.tool().tool().name());
        json.set("arguments", tree(call.arguments()));
        return json.put("credential", call.tool().connection().credential().label())
                .put("durationMillis", call.took().toMillis())
                .put("outcome", call.outcome().label())
                .put("result", call.text());
    }

    /** Returns {@code {"error": {"code": …, "subject": …, "message": …, "remedy": …}}}. */
    static ObjectNode failure(AgentException failure) {
        ObjectNode json = node();
        json.putObject("error")
                .put("code", failure.code().name())
                .put("subject", failure.subject())
                .put("message", failure.getMessage())
                .put("remedy", failure.remedy());
        return json;
    }

    /** Returns an event as {@code {"type": …, …}}, empty for one that programs need not see. */
    static Optional<ObjectNode> event(AgentEvent event) {
        return Optional.ofNullable(switch (event) {
            case AgentEvent.ServerReady e -> node().put("type", "server-ready")
                    .put("server", e.server())
                    .put("credential", e.credential().label())
                    .put("tools", e.tools());
            case AgentEvent.ServerFailed e -> node().put("type", "server-failed")
                    .put("server", e.server())
                    .put("message", e.failure().getMessage());
            case AgentEvent.AnswerDelta e -> node().put("type", "answer-delta").put("text", e.text());
            case AgentEvent.ToolCallStarted e -> {
                ObjectNode json = node().put("type", "tool-call-started")
                        .put("call", e.call())
                        .put("server", e.server())
                        .put("tool", e.tool());
                json.set("arguments", tree(e.arguments()));
                yield json.put("credential", e.credential().label());
            }
            case AgentEvent.ToolCallProgressed e -> node().put("type", "tool-call-progressed")
                    .put("call", e.call())
                    .put("progress", e.progress())
                    .put("total", e.total());
            case AgentEvent.ToolCallFinished e -> node().put("type", "tool-call-finished")
                    .put("call", e.call())
                    .put("server", e.server())
                    .put("tool", e.tool())
                    .put("outcome", e.outcome().label())
                    .put("durationMillis", e.took().toMillis());
            case AgentEvent.ToolHeld e -> node().put("type", "tool-held")
                    .put("server", e.server())
                    .put("tool", e.tool())
                    .put("change", e.change());
            case AgentEvent.ServerLogged e -> node().put("type", "server-logged")
                    .put("server", e.server())
                    .put("level", e.level().label())
                    .put("text", e.text());
            case AgentEvent.ResourceUpdated e -> node().put("type", "resource-updated")
                    .put("server", e.server())
                    .put("uri", e.uri());
            case AgentEvent.ServerConnecting unused -> null;
            case AgentEvent.CredentialAcquired unused -> null;
            case AgentEvent.CredentialChallenged unused -> null;
            case AgentEvent.CredentialNotRevoked unused -> null;
            case AgentEvent.TurnStarted unused -> null;
            case AgentEvent.TurnFinished unused -> null;
            case AgentEvent.TurnFailed unused -> null;
        });
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
