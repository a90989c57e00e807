package dev.lanyard.server.authorization;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Says what an authorization server is for.
 *
 * @param issuer its identifier (RFC 8414, section 2), such as {@code http://localhost:8000/issuer}; http only on loopback
 * @param resources what it gives tokens for
 * @param users who can sign in
 * @param clients who may ask without registering
 * @param documents from where the documents of unregistered clients may come
 * @param tokenLifetime how long access tokens are valid
 * @param clock the time of everything it gives out
 */
public record AuthorizationSettings(URI issuer, List<TargetResource> resources, List<User> users, List<Client> clients,
        DocumentReach documents, Duration tokenLifetime, Clock clock) {
    /** From where client id metadata documents are fetched. */
    public enum DocumentReach {
        /** From public addresses over https, and from this machine: for a server that runs on the user's own. */
        LOOPBACK_TOO,
        /** From public addresses over https only. */
        PUBLIC_ONLY
    }

    /** Copies the lists and checks the issuer: RFC 8414, section 2, no query and no fragment. */
    public AuthorizationSettings {
        resources = List.copyOf(resources);
        users = List.copyOf(users);
        clients = List.copyOf(clients);
        boolean safe = "https".equals(issuer.getScheme()) || RedirectUri.isLoopback(issuer);
        if (!safe || issuer.getRawQuery() != null || issuer.getRawFragment() != null
                || issuer.toString().endsWith("/")) {
            throw new IllegalArgumentException("'" + issuer + "' is no issuer. Use https, or http on localhost, without"
                    + " query, fragment or slash at the end.");
        }
    }

    /** Returns the URI of something below the issuer, such as {@code /token}. */
    URI at(String path) {
        return URI.create(issuer + path);
    }

    /** Returns the path of something below the issuer, as requests have it. */
    String path(String below) {
        return issuer.getRawPath() + below;
    }

    Optional<User> user(String name) {
        return users.stream().filter(user -> user.name().equals(name)).findFirst();
    }
}
