package dev.lanyard.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes and reads JSON-RPC 2.0 messages. Duplicate keys, nesting beyond the limit and trailing text are refused, so that
 * nobody can read a message in two ways; unknown fields are ignored.
 */
final class MessageCodec {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectMapper mapper;
    private final Presented presented;

    /** Creates a codec that takes nothing out of what it reads. */
    MessageCodec(Limits limits) {
        this(mapper(limits), new Presented());
    }

    private MessageCodec(ObjectMapper mapper, Presented presented) {
        this.mapper = mapper;
        this.presented = presented;
    }

    private static ObjectMapper mapper(Limits limits) {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxStringLength(limits.maxMessageBytes())
                        .maxDocumentLength(limits.maxMessageBytes())
                        .build())
                .build();
        return JsonMapper.builder(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    }

    /** Returns a codec that takes what was presented out of every message that it reads. */
    MessageCodec without(Presented presented) {
        return new MessageCodec(mapper, presented);
    }

    byte[] request(long id, String method, ObjectNode params) {
        return bytes(envelope().put("id", id).put("method", method).set("params", params));
    }

    byte[] notification(String method, ObjectNode params) {
        return bytes(envelope().put("method", method).set("params", params));
    }

    byte[] result(JsonNode id, JsonNode result) {
        return bytes(envelope().<ObjectNode>set("id", id).set("result", result));
    }

    byte[] failure(JsonNode id, int code, String message) {
        ObjectNode error = JSON.objectNode().put("code", code).put("message", message);
        return bytes(envelope().<ObjectNode>set("id", id).set("error", error));
    }

    /**
     * Returns the message in a text.
     *
     * @throws JsonProcessingException if it is not JSON, or beyond the limits
     * @throws MalformedMessage if it is JSON but no message
     */
    Message read(String text) throws JsonProcessingException, MalformedMessage {
        JsonNode node = presented.without(mapper.readTree(text), text);
        if (!node.isObject() || !"2.0".equals(node.path("jsonrpc").textValue())) {
            throw new MalformedMessage("a message is not a JSON-RPC 2.0 object");
        }
        JsonNode method = node.path("method");
        JsonNode id = node.path("id");
        if (method.isTextual()) {
            return id.isMissingNode()
                    ? new Message.Notification(method.textValue(), node.path("params"))
                    : new Message.Request(id, method.textValue(), node.path("params"));
        }
        JsonNode error = node.path("error");
        if (error.isObject()) {
            return new Message.Failure(id, error.path("code").asInt(), error.path("message").asText(),
                    error.path("data"));
        }
        if (node.path("result").isObject() && !id.isMissingNode()) {
            return new Message.Result(id, node.path("result"));
        }
        throw new MalformedMessage("a message has neither a method nor a result with an id nor an error");
    }

    private static ObjectNode envelope() {
        return JSON.objectNode().put("jsonrpc", "2.0");
    }

    private byte[] bytes(JsonNode node) {
        try {
            return mapper.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A JSON tree can always be written", e);
        }
    }

    /** Says that a text is JSON, but not JSON-RPC. */
    static final class MalformedMessage extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedMessage(String what) {
            super(what);
        }
    }
}
