package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/** Takes in what a server sends unasked: notifications and requests. */
final class Inbound {
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INTERNAL_ERROR = -32603;

    private final NotificationListener listener;
    private final Map<String, ServerRequestHandler> handlers;

    Inbound(NotificationListener listener, Map<String, ServerRequestHandler> handlers) {
        this.listener = listener;
        this.handlers = Map.copyOf(handlers);
    }

    void notified(Message.Notification notification) {
        listener.on(notification.method(), notification.params());
    }

    /** Returns the answer to a request; a method that nobody handles is answered with an error, never with silence. */
    byte[] answer(Message.Request request, MessageCodec codec) {
        if (request.method().equals("ping")) {
            return codec.result(request.id(), JsonNodeFactory.instance.objectNode());
        }
        ServerRequestHandler handler = handlers.get(request.method());
        if (handler == null) {
            return codec.failure(request.id(), METHOD_NOT_FOUND, "This client does not support " + request.method());
        }
        try {
            JsonNode result = handler.answer(request.params());
            return codec.result(request.id(), result);
        } catch (RuntimeException e) {
            return codec.failure(request.id(), INTERNAL_ERROR, "The client could not answer");
        }
    }
}
