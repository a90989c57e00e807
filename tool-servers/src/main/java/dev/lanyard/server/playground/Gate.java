package dev.lanyard.server.playground;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpRefusal;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests to one tool server, and turns them away once it is stopped. Thread-safe. */
final class Gate implements HttpHandler {
    private final HttpHandler server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean stopped;

    Gate(HttpHandler server) {
        this.server = server;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        if (stopped) {
            throw new HttpRefusal(503, "server_stopped", "This server was stopped.");
        }
        server.handle(exchange);
    }

    int requests() {
        return requests.get();
    }

    void stop() {
        stopped = true;
    }
}
