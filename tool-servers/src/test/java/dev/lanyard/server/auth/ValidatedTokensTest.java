package dev.lanyard.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.protocol.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ValidatedTokensTest {
    private final Hand clock = new Hand();
    private final ValidatedTokens tokens = new ValidatedTokens(clock);

    @Test
    void forgetsATokenWhenItExpiresAndAfterFiveMinutes() {
        tokens.add(SecretHash.of("short"), Caller.anonymous(), clock.now.plusSeconds(10));
        tokens.add(SecretHash.of("long"), Caller.anonymous(), clock.now.plusSeconds(9999));

        clock.now = clock.now.plusSeconds(9);
        assertThat(tokens.find(SecretHash.of("short"))).isPresent();
        clock.now = clock.now.plusSeconds(1);
        assertThat(tokens.find(SecretHash.of("short"))).isEmpty();
        assertThat(tokens.find(SecretHash.of("long"))).isPresent();
        clock.now = clock.now.plusSeconds(290);
        assertThat(tokens.find(SecretHash.of("long"))).isEmpty();
    }

    @Test
    void keepsOnlyTheTokensUsedLast() {
        for (int i = 0; i <= 10_000; i++) {
            tokens.add(SecretHash.of("token-" + i), Caller.anonymous(), clock.now.plusSeconds(60));
        }

        assertThat(tokens.find(SecretHash.of("token-0"))).isEmpty();
        assertThat(tokens.find(SecretHash.of("token-10000"))).isPresent();
    }

    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
