package dev.lanyard.server.identity;

import dev.lanyard.server.authorization.ExpiringStore;
import dev.lanyard.server.authorization.RandomValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps refresh tokens. As with Entra, one is good for every resource, works more than once, and each use gives a new one
 * beside it; by a fault they work once. Thread-safe.
 */
final class RefreshTokens {
    private static final Duration UNUSED = Duration.ofDays(90);
    private static final int LIMIT = 50_000;

    private record Kept(SignIn signIn, Instant issued) {}

    private final ExpiringStore<Kept> tokens;
    private final ExpiringStore<SignIn> used;
    private final Faults faults;
    private final Clock clock;
    private Instant revokedUntil = Instant.MIN;
    private final ExpiringStore<Boolean> ended;

    RefreshTokens(Faults faults, Clock clock) {
        this.tokens = new ExpiringStore<>(clock, LIMIT);
        this.used = new ExpiringStore<>(clock, LIMIT);
        this.ended = new ExpiringStore<>(clock, LIMIT);
        this.faults = faults;
        this.clock = clock;
    }

    String issue(SignIn signIn) {
        String value = RandomValue.create();
        tokens.put(value, new Kept(signIn, clock.instant()), UNUSED);
        return value;
    }

    /** Ends all that were given out so far. */
    synchronized void revoke() {
        revokedUntil = clock.instant();
    }

    synchronized SignIn use(String presented, ProvenApp client) throws EntraRefusal {
        boolean once = faults.take(Fault.Kind.REFRESH_TOKEN_REUSE).isPresent();
        SignIn reused = used.find(presented).orElse(null);
        if (reused != null) {
            ended.put(family(reused), true, UNUSED);
            throw GrantRefusal.refreshRevoked();
        }
        Kept kept = (once ? tokens.take(presented) : tokens.find(presented))
                .orElseThrow(GrantRefusal::refreshExpired);
        if (!kept.signIn().client().equals(client.app().clientId())) {
            throw GrantRefusal.refreshOfAnother();
        }
        if (!kept.issued().isAfter(revokedUntil) || ended.find(family(kept.signIn())).isPresent()) {
            throw GrantRefusal.refreshRevoked();
        }
        if (once) {
            used.put(presented, kept.signIn(), UNUSED);
        }
        return kept.signIn();
    }

    private static String family(SignIn signIn) {
        return signIn.user().objectId() + " " + signIn.client() + " " + signIn.at();
    }
}
