package dev.lanyard.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @Test
    void printsNothingOfItself() {
        Secret secret = Secret.of("canary-1");
        Instant now = Instant.EPOCH;
        Credential token = new Credential.AccessToken(secret, now, now.plusSeconds(1));
        Credential keys = new Credential.Keys(Map.of("a", secret), Map.of("b", secret));

        assertThat(secret).hasToString("‹secret›");
        assertThat(new Credential.All(List.of(token, keys)).toString()).doesNotContain("canary");
    }

    @Test
    void equalsByValue() {
        assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
        assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary\r\nX-Evil: 1", "canary\n", "canary\0", "canary\u0085", "canary\t"})
    void refusesWhatCouldSmuggleAHeaderWithoutQuotingIt(String value) {
        assertThatThrownBy(() -> Secret.of(value)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary");
    }
}
