package dev.lanyard.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.transport.MessageCodec.MalformedMessage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads hostile JSON-RPC; what is taken must mean the same after it was written and read again. */
public final class MessageFuzz {
    private static final MessageCodec CODEC = new MessageCodec(new Limits(1 << 16, 50));

    private MessageFuzz() {}

    /** Takes any bytes; throws if a message changes its meaning or anything but the two declared failures comes out. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Message message = read(new String(bytes, StandardCharsets.UTF_8));
        if (message == null) {
            return;
        }
        byte[] written = switch (message) {
            case Message.Result result -> CODEC.result(result.id(), result.result());
            case Message.Failure failure -> CODEC.failure(failure.id(), failure.code(), failure.message());
            case Message.Notification notification when notification.params() instanceof ObjectNode params ->
                CODEC.notification(notification.method(), params);
            case Message.Notification notification -> null;
            case Message.Request request -> null;
        };
        if (written == null || written.length >= 1 << 16) {
            return;
        }
        Message again = read(new String(written, StandardCharsets.UTF_8));
        boolean same = message instanceof Message.Failure failure
                ? again instanceof Message.Failure other && other.code() == failure.code()
                        && other.message().equals(failure.message())
                : message.equals(again)
                        || (isBeyondDouble(message) && message.toString().equals(String.valueOf(again)));
        if (!same) {
            throw new AssertionError("Read " + message + ", wrote it, and read " + again);
        }
    }

    /** Jackson reads 1e999 as Infinity, and writes that as a string. */
    private static boolean isBeyondDouble(Message message) {
        return message.toString().contains("Infinity\"");
    }

    private static @Nullable Message read(String text) {
        try {
            return CODEC.read(text);
        } catch (JsonProcessingException | MalformedMessage e) {
            return null;
        }
    }
}
