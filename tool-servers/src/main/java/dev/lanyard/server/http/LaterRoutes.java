package dev.lanyard.server.http;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a table of routes when it is first needed, once, and hands requests on to it. Thread-safe. */
final class LaterRoutes implements HttpHandler {
    private final Supplier<Routes> source;
    private @Nullable Routes made;

    LaterRoutes(Supplier<Routes> source) {
        this.source = source;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        routes().find(exchange.path()).orElseThrow(HttpRefusal::nothingHere).handle(exchange);
    }

    private synchronized Routes routes() {
        if (made == null) {
            made = source.get();
        }
        return made;
    }
}
