package dev.lanyard.server.auth;

import dev.lanyard.server.protocol.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the callers of tokens that were found valid, under the tokens' SHA-256: the 10,000 used last, each until its
 * token expires and for at most 5 minutes, so that a key which the issuer withdrew is soon of no use.
 */
final class ValidatedTokens {
    private static final int MAX = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private record Finding(Caller caller, Instant until) {}

    private final Map<SecretHash, Finding> findings = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SecretHash, Finding> eldest) {
            return size() > MAX;
        }
    };
    private final Clock clock;

    ValidatedTokens(Clock clock) {
        this.clock = clock;
    }

    synchronized Optional<Caller> find(SecretHash hash) {
        Finding finding = findings.get(hash);
        if (finding != null && !clock.instant().isBefore(finding.until())) {
            findings.remove(hash);
            return Optional.empty();
        }
        return Optional.ofNullable(finding).map(Finding::caller);
    }

    synchronized void add(SecretHash hash, Caller caller, Instant expiry) {
        Instant latest = clock.instant().plus(LONGEST);
        findings.put(hash, new Finding(caller, expiry.isBefore(latest) ? expiry : latest));
    }
}
