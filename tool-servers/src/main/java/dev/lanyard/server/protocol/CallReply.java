package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.EventStream;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a call: as one JSON object, or, from the first message on the way, as a stream of events that ends with the
 * answer (MCP 2025-11-25, Transports, sending messages to the server). Safe for use by several threads.
 */
final class CallReply {
    private static final Logger LOG = LoggerFactory.getLogger(CallReply.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final HttpExchange exchange;
    private final @Nullable JsonNode progressToken;
    private @Nullable EventStream stream;
    private double lastProgress = Double.NEGATIVE_INFINITY;
    private boolean over;

    /**
     * Starts with nothing said; without a progress token no progress is ever sent.
     *
     * @throws JsonRpcError if the progress token is neither a string nor an integer (MCP 2025-11-25, Progress)
     */
    CallReply(HttpExchange exchange, ObjectNode params) {
        this.exchange = exchange;
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

    /** Sends a message on the way. Returns whether the client is still there, as far as can be known. */
    boolean send(ObjectNode message) {
        lock.lock();
        try {
            if (!over) {
                stream().send(StrictJson.text(message));
            }
        } catch (IOException clientGone) {
            LOG.debug("A client went away during a call.", clientGone);
            over = true;
        } finally {
            lock.unlock();
        }
        return !over;
    }

    /** Says on a stream that it lives. Returns whether the client is still there, as far as can be known. */
    boolean beat() {
        lock.lock();
        try {
            if (!over && stream != null) {
                stream.beat();
            }
        } catch (IOException clientGone) {
            LOG.debug("A client went away during a call.", clientGone);
            over = true;
        } finally {
            lock.unlock();
        }
        return !over;
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
            EventStream events = stream;
            if (events == null) {
                exchange.respondJson(status, answer);
            } else {
                try (events) {
                    events.send(StrictJson.text(answer));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends without an answer: MCP 2025-11-25, Cancellation, a cancelled request should get no response. */
    void abandon() throws IOException {
        lock.lock();
        try {
            over = true;
            stream().close();
        } finally {
            lock.unlock();
        }
    }

    private EventStream stream() throws IOException {
        if (stream == null) {
            stream = exchange.openEventStream();
        }
        return stream;
    }
}
