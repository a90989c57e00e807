package dev.lanyard.server.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lanyard.server.http.StrictJson;
import java.util.Objects;

/** Reads hostile requests: one message or an error of JSON-RPC, and what is answered is JSON that we read ourselves. */
public final class RequestFuzz {
    private RequestFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) throws JsonProcessingException {
        JsonRpcMessage message;
        try {
            message = JsonRpcMessage.read(bytes);
        } catch (JsonRpcError e) {
            StrictJson.read(StrictJson.write(JsonRpcMessage.failure(e)));
            return;
        }
        if (message instanceof JsonRpcMessage.Request request) {
            var answer = StrictJson.read(StrictJson.write(request.answer(StrictJson.object())));
            if (!Objects.equals(answer.path("id"), request.id())) {
                throw new AssertionError("Asked " + request + " and answered " + answer);
            }
            try {
                new CallReply(new Silence(), request.params());
            } catch (JsonRpcError e) {
                return; // A progress token of another kind.
            }
        }
    }

    /** A client that hears nothing. */
    private static final class Silence implements ReplyChannel {
        @Override
        public boolean send(String message) {
            return false;
        }

        @Override
        public boolean beat() {
            return false;
        }

        @Override
        public void hangUp(java.time.Duration comeBack) {
            // Nobody is there.
        }

        @Override
        public void finish(int status, com.fasterxml.jackson.databind.node.ObjectNode answer) {
            // Nobody is there.
        }

        @Override
        public void abandon() {
            // Nobody is there.
        }
    }
}
