package dev.lanyard.server.playground;

import dev.lanyard.server.http.EventStream;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.Parameters;
import dev.lanyard.server.http.Routes;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Remembers the latest requests to the issuer of {@code expenses}, for tests that assert what was asked of it. Thread-safe. */
final class IssuerLog {
    private static final int REMEMBERED = 10_000;

    private final ArrayDeque<IssuerRequest> requests = new ArrayDeque<>();

    /** Returns the routes with every answer noted. */
    Routes noting(Routes routes) {
        Map<String, HttpHandler> noted = new TreeMap<>();
        routes.handlers().forEach((path, handler) -> noted.put(path, exchange -> {
            try {
                handler.handle(new Noted(exchange, this));
            } catch (HttpRefusal refusal) {
                add(new IssuerRequest(exchange.path(), refusal.status()));
                throw refusal;
            }
        }));
        return new Routes(noted);
    }

    private synchronized void add(IssuerRequest request) {
        if (requests.size() == REMEMBERED) {
            requests.removeFirst();
        }
        requests.addLast(request);
    }

    synchronized List<IssuerRequest> all() {
        return List.copyOf(requests);
    }

    /** Notes the status before the client has it, so that a test that has the answer finds the note. */
    private record Noted(HttpExchange exchange, IssuerLog log) implements HttpExchange {
        @Override
        public String method() {
            return exchange.method();
        }

        @Override
        public String path() {
            return exchange.path();
        }

        @Override
        public URI origin() {
            return exchange.origin();
        }

        @Override
        public List<String> headers(String name) {
            return exchange.headers(name);
        }

        @Override
        public Parameters query() {
            return exchange.query();
        }

        @Override
        public byte[] body() throws IOException {
            return exchange.body();
        }

        @Override
        public Parameters form() throws IOException {
            return exchange.form();
        }

        @Override
        public void onDisconnect(Runnable action) throws IOException {
            exchange.onDisconnect(action);
        }

        @Override
        public void addHeader(String name, String value) {
            exchange.addHeader(name, value);
        }

        @Override
        public void respond(int status, Map<String, String> headers, byte[] body) throws IOException {
            log.add(new IssuerRequest(path(), status));
            exchange.respond(status, headers, body);
        }

        @Override
        public void respondHtml(int status, String html) throws IOException {
            log.add(new IssuerRequest(path(), status));
            exchange.respondHtml(status, html);
        }

        @Override
        public EventStream openEventStream() throws IOException {
            log.add(new IssuerRequest(path(), 200));
            return exchange.openEventStream();
        }
    }
}
