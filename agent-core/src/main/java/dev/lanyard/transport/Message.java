package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;

/** Is a JSON-RPC 2.0 message as the client receives it. */
sealed interface Message {
    /** A request that the server makes of the client. */
    record Request(JsonNode id, String method, JsonNode params) implements Message {}

    /** News that wants no answer. */
    record Notification(String method, JsonNode params) implements Message {}

    /** The result of a request. */
    record Result(JsonNode id, JsonNode result) implements Message {}

    /** The failure of a request; {@code id} is null in JSON if the server could not read the request. */
    record Failure(JsonNode id, int code, String message, JsonNode data) implements Message {}
}
