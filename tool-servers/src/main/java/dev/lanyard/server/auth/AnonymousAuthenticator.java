package dev.lanyard.server.auth;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.protocol.Authenticator;
import dev.lanyard.server.protocol.Caller;

/** Lets everyone in, as nobody in particular, whatever credential a request shows. */
public final class AnonymousAuthenticator implements Authenticator {
    @Override
    public Caller authenticate(HttpExchange exchange) {
        return Caller.anonymous();
    }
}
