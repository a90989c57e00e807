package dev.lanyard.server.profile;

import dev.lanyard.server.auth.ProtectedResourceMetadata;
import dev.lanyard.server.auth.SecretHash;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.protocol.CallGuard;
import dev.lanyard.server.protocol.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fetches profiles, each for the very token that its user showed: kept under that token's SHA-256 for five minutes, and only
 * when it was found, so that what was put right counts at once. A token that ends within that time is refused before its
 * profile is looked at. Thread-safe.
 */
final class Profiles implements CallGuard {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int LIMIT = 10_000;

    private record Kept(Fetched.Found found, Instant until) {}

    private final Map<SecretHash, Kept> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SecretHash, Kept> eldest) {
            return size() > LIMIT;
        }
    };
    private final DownstreamClient downstream;
    private final ProtectedResourceMetadata metadata;
    private final Clock clock;

    Profiles(DownstreamClient downstream, ProtectedResourceMetadata metadata, Clock clock) {
        this.downstream = downstream;
        this.metadata = metadata;
        this.clock = clock;
    }

    /**
     * Lets a call begin unless the directory wants the user to sign in anew: then the client is told so by a challenge with
     * claims, as Entra's own APIs do (Continuous Access Evaluation).
     */
    @Override
    public void check(Caller caller, String tool) {
        try {
            if (of(caller) instanceof Fetched.Challenged challenged) {
                throw new HttpRefusal(401, "insufficient_claims", "The directory wants the user to sign in again.",
                        Map.of("WWW-Authenticate", "Bearer resource_metadata=\"" + metadata.location() + "\", scope=\""
                                + String.join(" ", metadata.scopes()) + "\", error=\"insufficient_claims\", claims=\""
                                + challenged.claims() + "\""));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new HttpRefusal(503, "temporarily_unavailable", "The server is stopping.");
        }
    }

    Fetched of(Caller caller) throws InterruptedException {
        String inbound = caller.presented().reveal().orElse("");
        SecretHash key = SecretHash.of(inbound);
        synchronized (known) {
            Kept kept = known.get(key);
            if (kept != null && clock.instant().isBefore(kept.until())) {
                return kept.found();
            }
        }
        Fetched fetched = downstream.fetch(inbound);
        if (fetched instanceof Fetched.Found found) {
            synchronized (known) {
                known.put(key, new Kept(found, clock.instant().plus(KEPT)));
            }
        }
        return fetched;
    }
}
