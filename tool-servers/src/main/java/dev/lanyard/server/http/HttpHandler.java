package dev.lanyard.server.http;

import java.io.IOException;

/** Answers the requests of one path. It is called on a virtual thread of its own and may block; calls run in parallel. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * Answers one request, by exactly one of the {@code respond} methods or an event stream.
     *
     * @param exchange the request and the way to answer it, not to be used after this method returns
     * @throws IOException if the client went away
     * @throws HttpRefusal to answer with an error status
     */
    void handle(HttpExchange exchange) throws IOException;
}
