package dev.lanyard.credential;

import dev.lanyard.credential.Credential.AccessToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one token: gives it while it is good, renews it behind the caller's back when its end comes near, and asks the
 * issuer once for all callers that wait.
 *
 * <p>While the issuer is down, a token that is still good goes on being given; the issuer is then tried once in
 * {@link #PAUSE_AFTER_FAILURE}.
 */
final class CachedToken {
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration RENEWAL_LEAD = Duration.ofMinutes(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

    private final Clock clock;
    private volatile @Nullable Kept kept;
    private @Nullable CompletableFuture<AccessToken> renewal;
    private volatile Instant nextAttempt = Instant.MIN;
    private long forgotten;
    private @Nullable Pause pause;

    /** What an issuer said that wants to be left alone, and until when: nobody who asks again before that reaches it. */
    private record Pause(RuntimeException failure, Instant end) {}

    /** A token with the moments that matter, computed once. */
    private record Kept(AccessToken token, long renewFromMillis, long unusableFromMillis) {
        static Kept of(AccessToken token) {
            Duration life = token.lifetime();
            Duration lead = min(life.dividedBy(2), max(life.dividedBy(5), RENEWAL_LEAD));
            Duration skew = min(life.dividedBy(4), SKEW);
            return new Kept(token, token.expiresAt().minus(lead).toEpochMilli(),
                    token.expiresAt().minus(skew).toEpochMilli());
        }

        private static Duration min(Duration a, Duration b) {
            return a.compareTo(b) <= 0 ? a : b;
        }

        private static Duration max(Duration a, Duration b) {
            return a.compareTo(b) >= 0 ? a : b;
        }
    }

    CachedToken(Clock clock) {
        this.clock = clock;
    }

    AccessToken get(CredentialRequest request, TokenSource source) {
        AccessToken good = good(request, source);
        return good != null ? good : await(request, renew(request, source));
    }

    /**
     * Returns the token if it is good, having its renewal begun if its end is near, or null if it must be waited for. This is
     * what nearly every request comes to: it makes nothing and takes no lock.
     */
    @Nullable
    AccessToken good(CredentialRequest request, TokenSource source) {
        Kept current = kept;
        if (current == null || request.refused(current.token())) {
            return null;
        }
        long now = clock.millis();
        if (now >= current.unusableFromMillis()) {
            return null;
        }
        if (now >= current.renewFromMillis() && !clock.instant().isBefore(nextAttempt)) {
            renewAhead(request, source);
        }
        return current.token();
    }

    private synchronized void renewAhead(CredentialRequest request, TokenSource source) {
        // Asked again under the lock: another caller's try may have failed since.
        if (!clock.instant().isBefore(nextAttempt)) {
            var unused = renew(request, source);
        }
    }

    private synchronized CompletableFuture<AccessToken> renew(CredentialRequest request, TokenSource source) {
        if (renewal != null) {
            return renewal;
        }
        Kept current = kept;
        if (current != null && !request.refused(current.token()) && clock.millis() < current.renewFromMillis()) {
            return CompletableFuture.completedFuture(current.token());
        }
        if (pause != null && clock.instant().isBefore(pause.end())) {
            return CompletableFuture.failedFuture(pause.failure());
        }
        CompletableFuture<AccessToken> started = new CompletableFuture<>();
        renewal = started;
        long begun = forgotten;
        // On a thread of its own, so that a caller who gives up does not take the token from the others.
        Thread.ofVirtual().name("lanyard-token").start(() -> acquire(request, source, started, begun));
        return started;
    }

    private void acquire(CredentialRequest request, TokenSource source, CompletableFuture<AccessToken> result,
            long begun) {
        try {
            AccessToken acquired = source.acquire(request);
            finish(begun, Kept.of(acquired), null);
            result.complete(acquired);
        } catch (RuntimeException e) {
            finish(begun, null, e);
            result.completeExceptionally(e);
        } catch (Error e) {
            finish(begun, null, null);
            result.completeExceptionally(e);
            throw e;
        }
    }

    /** Says whether there was a token that can no longer be used, and none is under way. */
    synchronized boolean isEnded(Instant now) {
        Kept current = kept;
        return renewal == null && current != null && now.toEpochMilli() >= current.unusableFromMillis();
    }

    /** Drops the token, and what a renewal that is under way brings, which only those get who wait for it now. */
    synchronized void forget() {
        forgotten++;
        renewal = null;
        kept = null;
        nextAttempt = Instant.MIN;
        pause = null;
    }

    /**
     * Takes what a renewal came to, unless all was forgotten while it was under way: those who waited for it get it, nobody
     * else.
     */
    private synchronized void finish(long begun, @Nullable Kept acquired, @Nullable RuntimeException failure) {
        if (forgotten != begun) {
            return;
        }
        renewal = null;
        if (acquired != null) {
            kept = acquired;
        }
        if (failure != null) {
            nextAttempt = clock.instant().plus(PAUSE_AFTER_FAILURE);
        }
        pause = failure instanceof CredentialException.Unavailable unavailable
                ? unavailable.retryAfter().map(wait -> new Pause(failure, clock.instant().plus(wait))).orElse(null)
                : null;
    }

    private AccessToken await(CredentialRequest request, CompletableFuture<AccessToken> result) {
        try {
            return result.get();
        } catch (ExecutionException e) {
            Kept current = kept;
            if (current != null && !request.refused(current.token())
                    && clock.instant().isBefore(current.token().expiresAt())) {
                return current.token();
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CredentialException.Cancelled(request.server(), e);
        }
    }
}
