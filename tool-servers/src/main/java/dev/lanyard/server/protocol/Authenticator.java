package dev.lanyard.server.protocol;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;

/** Finds out who a request comes from. Called for every request, in parallel; may block. */
@FunctionalInterface
public interface Authenticator {
    /**
     * Returns who the request comes from.
     *
     * @throws HttpRefusal with 401 and {@code WWW-Authenticate} if the credential is missing or not valid (RFC 9110, section
     *     15.5.2), with 403 if it does not suffice
     */
    Caller authenticate(HttpExchange exchange);
}
