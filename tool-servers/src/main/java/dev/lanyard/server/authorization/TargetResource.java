package dev.lanyard.server.authorization;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Is a protected resource that tokens are for (RFC 8707).
 *
 * @param identifier the {@code resource} of requests and {@code aud} of tokens, exactly
 * @param name the name for people
 * @param scopes each scope with what it lets a client do, for people: "See your expenses"; in the order to be shown
 */
public record TargetResource(URI identifier, String name, Map<String, String> scopes) {
    /** Copies the scopes. */
    public TargetResource {
        scopes = Collections.unmodifiableMap(new LinkedHashMap<>(scopes));
    }
}
