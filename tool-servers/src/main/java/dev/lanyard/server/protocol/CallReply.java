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
 * Answers a call: as one JSON object, or, from the first progress on, as a stream of events that ends with the answer (MCP
 * 2025-11-25, Transports, sending messages to the server). Safe for use by several threads.
 */
final class CallReply {
    private static final Logger LOG = LoggerFactory.getLogger(CallReply.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final HttpExchange exchange;
    private final @Nullable JsonNode progressToken;
    private @Nullable EventStream stream;
    private double lastProgress = Double.NEGATIVE_INFINITY;
    private boolean over;

    /** Starts with nothing said; without a progress token no progress is ever sent. */
    CallReply(HttpExchange exchange, @Nullable JsonNode progressToken) {
        this.exchange = exchange;
        this.progressToken = progressToken;
    }

    /** Sends progress that increases. A client that is gone does not stop the call: that is no cancellation. */
    void progress(double progress, double total, String message) {
        lock.lock();
        try {
            if (progressToken != null && !over && progress > lastProgress) {
                lastProgress = progress;
                ObjectNode notification = StrictJson.object()
                        .put("jsonrpc", "2.0")
                        .put("method", "notifications/progress");
                notification.putObject("params")
                        .put("progress", progress)
                        .put("total", total)
                        .put("message", message)
                        .set("progressToken", progressToken);
                stream().send(StrictJson.text(notification));
            }
        } catch (IOException clientGone) {
            LOG.debug("A client went away during a call.", clientGone);
            over = true;
        } finally {
            lock.unlock();
        }
    }

    /** Sends the answer, after which nothing is sent any more. */
    void finish(ObjectNode answer) throws IOException {
        lock.lock();
        try {
            over = true;
            EventStream events = stream;
            if (events == null) {
                exchange.respondJson(200, answer);
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
