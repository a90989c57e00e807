package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Takes in what a server sends unasked: notifications, requests, and the input that a result asks for. */
final class Inbound {
    private static final Map<String, String> CAPABILITY_OF = Map.of("elicitation/create", "elicitation", "roots/list",
            "roots", "sampling/createMessage", "sampling");

    private final NotificationListener listener;
    private final Map<String, ServerRequestHandler> handlers;

    Inbound(NotificationListener listener, Map<String, ServerRequestHandler> handlers) {
        this.listener = listener;
        this.handlers = Map.copyOf(handlers);
    }

    /**
     * Returns the capabilities that the handlers make (MCP 2025-11-25, Lifecycle, Capability Negotiation):
     * {@code {"elicitation":{"form":{},"url":{}},"roots":{}}}.
     */
    ObjectNode capabilities() {
        ObjectNode capabilities = JsonNodeFactory.instance.objectNode();
        CAPABILITY_OF.forEach((method, capability) -> Optional.ofNullable(handlers.get(method))
                .ifPresent(handler -> capabilities.set(capability, handler.capability())));
        return capabilities;
    }

    /** Says whether the client offers anything that a server could ask for. */
    boolean canBeAsked() {
        return !handlers.isEmpty();
    }

    void notified(Message.Notification notification) {
        listener.on(notification.method(), notification.params());
    }

    /** Returns the answer to a request; a method that nobody handles is answered with an error, never with silence. */
    byte[] answer(Message.Request request, MessageCodec codec) {
        if (request.method().equals("ping")) {
            return codec.result(request.id(), JsonNodeFactory.instance.objectNode());
        }
        try {
            return input(request.method(), request.params()).map(result -> codec.result(request.id(), result))
                    .orElseGet(() -> codec.failure(request.id(), RpcErrors.METHOD_NOT_FOUND,
                            "This client does not support " + request.method()));
        } catch (IllegalArgumentException e) {
            return codec.failure(request.id(), RpcErrors.INVALID_PARAMS, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return codec.failure(request.id(), RpcErrors.INTERNAL_ERROR, "The client could not answer");
        }
    }

    /** Returns what a handler answers, empty if nobody handles the method. */
    Optional<JsonNode> input(String method, JsonNode params) {
        return Optional.ofNullable(handlers.get(method)).map(handler -> handler.answer(params));
    }
}
