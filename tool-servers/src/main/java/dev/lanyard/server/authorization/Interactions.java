package dev.lanyard.server.authorization;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Keeps what users are in the middle of, for ten minutes, and lets each come to an end once. Thread-safe. */
final class Interactions {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final AuthorizationSettings settings;
    private final ExpiringStore<Interaction> open;

    Interactions(AuthorizationSettings settings) {
        this.settings = settings;
        this.open = new ExpiringStore<>(settings.clock(), 10_000);
    }

    /** Returns where the browser goes on. */
    URI begin(Interaction interaction) {
        String id = RandomValue.create();
        open.put(id, interaction, LIFETIME);
        return at(id);
    }

    URI at(String id) {
        return URI.create(settings.path("/interaction?id=" + id));
    }

    /** Finds an interaction that was begun in this browser. */
    Optional<Interaction> find(String id, Sessions.Session session) {
        return open.find(id).filter(found -> found.seal().equals(session.seal()));
    }

    boolean end(String id) {
        return open.take(id).isPresent();
    }
}
