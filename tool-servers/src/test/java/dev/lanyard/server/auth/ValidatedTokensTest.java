package dev.lanyard.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.protocol.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class ValidatedTokensTest {
    private final MutableClock clock = MutableClock.of(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final ValidatedTokens tokens = new ValidatedTokens(clock);

    @Test
    void forgetsATokenWhenItExpiresAndAfterFiveMinutes() {
        tokens.add(SecretHash.of("short"), Caller.anonymous(), clock.instant().plusSeconds(10));
        tokens.add(SecretHash.of("long"), Caller.anonymous(), clock.instant().plusSeconds(9999));

        clock.add(Duration.ofSeconds(9));
        assertThat(tokens.find(SecretHash.of("short"))).isPresent();
        clock.add(Duration.ofSeconds(1));
        assertThat(tokens.find(SecretHash.of("short"))).isEmpty();
        assertThat(tokens.find(SecretHash.of("long"))).isPresent();
        clock.add(Duration.ofSeconds(290));
        assertThat(tokens.find(SecretHash.of("long"))).isEmpty();
    }

    @Test
    void keepsOnlyTheTokensUsedLast() {
        for (int i = 0; i <= 10_000; i++) {
            tokens.add(SecretHash.of("token-" + i), Caller.anonymous(), clock.instant().plusSeconds(60));
        }

        assertThat(tokens.find(SecretHash.of("token-0"))).isEmpty();
        assertThat(tokens.find(SecretHash.of("token-10000"))).isPresent();
    }
}
