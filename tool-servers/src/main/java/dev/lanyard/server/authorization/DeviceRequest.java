package dev.lanyard.server.authorization;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Is a device that waits for a user to agree somewhere else (RFC 8628, section 3). Thread-safe. */
final class DeviceRequest {
    /** How it stands. */
    enum State {
        PENDING, ALLOWED, DENIED
    }

    private static final Duration STEP = Duration.ofSeconds(5);

    private final Client client;
    private final Set<String> scopes;
    private final TargetResource resource;
    private final String userCode;
    private final Instant end;
    private Duration interval = STEP;
    private Instant earliestPoll = Instant.MIN;
    private State state = State.PENDING;
    private @Nullable User user;

    DeviceRequest(Client client, Set<String> scopes, TargetResource resource, String userCode, Instant end) {
        this.client = client;
        this.scopes = Set.copyOf(scopes);
        this.resource = resource;
        this.userCode = userCode;
        this.end = end;
    }

    Client client() {
        return client;
    }

    Set<String> scopes() {
        return scopes;
    }

    TargetResource resource() {
        return resource;
    }

    String userCode() {
        return userCode;
    }

    boolean hasEnded(Instant now) {
        return !now.isBefore(end);
    }

    synchronized State state() {
        return state;
    }

    synchronized Optional<User> user() {
        return Optional.ofNullable(user);
    }

    synchronized Duration interval() {
        return interval;
    }

    /** Says what the user decided; only the first decision counts. */
    synchronized void decide(User by, boolean allowed) {
        if (state == State.PENDING) {
            user = by;
            state = allowed ? State.ALLOWED : State.DENIED;
        }
    }

    /** RFC 8628, section 3.5: returns whether the device asks too soon, which makes it wait five seconds longer from now on. */
    synchronized boolean isHasty(Instant now) {
        boolean hasty = now.isBefore(earliestPoll);
        interval = hasty ? interval.plus(STEP) : interval;
        earliestPoll = now.plus(interval);
        return hasty;
    }
}
