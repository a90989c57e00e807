package dev.lanyard.server.authorization;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpRefusal;
import java.io.IOException;

/** Answers a browser: what is refused becomes a page for people, and never a redirect to where a stranger said. */
public interface PageHandler extends HttpHandler {
    /**
     * Answers a browser.
     *
     * @throws IOException if the client went away
     */
    void answer(HttpExchange exchange) throws IOException;

    @Override
    default void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange);
        } catch (OAuthRefusal refusal) {
            Page.notice(400, "This does not work", refusal.error().getDescription(),
                    "Go back to the application that sent you here. Nothing was given to it.").send(exchange);
        } catch (HttpRefusal refusal) {
            refusal.headers().forEach(exchange::addHeader);
            Page.notice(refusal.status(), "This does not work", refusal.description()).send(exchange);
        }
    }
}
