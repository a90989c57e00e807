package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Says to a client what a call has to say, on whatever channel that reaches it. Safe for use by several threads. */
final class CallReply {
    private final ReentrantLock lock = new ReentrantLock();
    private final ReplyChannel channel;
    private final @Nullable JsonNode progressToken;
    private double lastProgress = Double.NEGATIVE_INFINITY;
    private boolean over;

    /**
     * Starts with nothing said; without a progress token no progress is ever sent.
     *
     * @throws JsonRpcError if the progress token is neither a string nor an integer (MCP 2025-11-25, Progress)
     */
    CallReply(ReplyChannel channel, ObjectNode params) {
        this.channel = channel;
        this.progressToken = params.path("_meta").get("progressToken");
        if (progressToken != null && !progressToken.isTextual() && !progressToken.isIntegralNumber()) {
            throw JsonRpcError.invalidParams("'_meta.progressToken' must be a string or an integer.");
        }
    }

    /** Sends progress that increases. Returns as {@link #send}. */
    boolean progress(double progress, double total, String message) {
        lock.lock();
        try {
            if (progressToken != null && progress > lastProgress) {
                lastProgress = progress;
                return send(JsonRpcMessage.notification("notifications/progress",
                        StrictJson.object()
                                .put("progress", progress)
                                .put("total", total)
                                .put("message", message)
                                .set("progressToken", progressToken)));
            }
            return !over;
        } finally {
            lock.unlock();
        }
    }

    /** Sends a message on the way. Returns whether the client can still get what follows, as far as can be known. */
    boolean send(ObjectNode message) {
        lock.lock();
        try {
            over = over || !channel.send(StrictJson.text(message));
            return !over;
        } finally {
            lock.unlock();
        }
    }

    /** Says on a stream that it lives. Returns as {@link #send}. */
    boolean beat() {
        lock.lock();
        try {
            over = over || !channel.beat();
            return !over;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the client go until it comes back, if it can. */
    void hangUp(Duration comeBack) {
        lock.lock();
        try {
            if (!over) {
                channel.hangUp(comeBack);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends the answer, after which nothing is sent any more. The status counts only if no stream has begun.
     *
     * @throws IOException if the client is gone
     */
    void finish(int status, ObjectNode answer) throws IOException {
        lock.lock();
        try {
            over = true;
            channel.finish(status, answer);
        } finally {
            lock.unlock();
        }
    }

    /** Ends without an answer: MCP 2025-11-25, Cancellation, a cancelled request should get no response. */
    void abandon() throws IOException {
        lock.lock();
        try {
            over = true;
            channel.abandon();
        } finally {
            lock.unlock();
        }
    }
}
