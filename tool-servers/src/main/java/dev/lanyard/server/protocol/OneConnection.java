package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.EventStream;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channel of a call that ends with its connection, as in MCP 2026-07-28. */
final class OneConnection implements ReplyChannel {
    private static final Logger LOG = LoggerFactory.getLogger(OneConnection.class);

    private final HttpExchange exchange;
    private @Nullable EventStream stream;
    private boolean broken;

    OneConnection(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public boolean send(String message) {
        if (!broken) {
            try {
                stream().send(message);
            } catch (IOException clientGone) {
                broke(clientGone);
            }
        }
        return !broken;
    }

    @Override
    public boolean beat() {
        if (!broken && stream != null) {
            try {
                stream.beat();
            } catch (IOException clientGone) {
                broke(clientGone);
            }
        }
        return !broken;
    }

    /** A client that closes this connection cancels its call, so it stays open. */
    @Override
    public void hangUp(Duration comeBack) {
        // Nothing to let go of.
    }

    @Override
    public void finish(int status, ObjectNode answer) throws IOException {
        EventStream events = stream;
        if (events == null) {
            exchange.respondJson(status, answer);
        } else {
            try (events) {
                events.send(StrictJson.text(answer));
            }
        }
    }

    @Override
    public void abandon() throws IOException {
        stream().close();
    }

    private void broke(IOException clientGone) {
        LOG.debug("A client went away during a call.", clientGone);
        broken = true;
    }

    private EventStream stream() throws IOException {
        if (stream == null) {
            stream = exchange.openEventStream();
        }
        return stream;
    }
}
