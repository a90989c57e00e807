package dev.lanyard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.credential.CredentialException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreKeysTest {
    private static final String KEY = Base64.getEncoder()
            .encodeToString("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.UTF_8));

    @Test
    void theFirstKeyWrites() {
        StoreKeys keys = StoreKeys.fromEnvironment(Map.of("LANYARD_STORE_KEY", " 2026-11:" + KEY + ", old:" + KEY));

        assertThat(keys.currentId()).isEqualTo("2026-11");
        assertThat(keys.byId("old")).isPresent();
        assertThat(keys).hasToString("StoreKeys[2026-11, old]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "none", value = {"none; it is not set", "'  '; it is not set",
            "KEY; key number 1 has no name", "a:KEY,KEY; key number 2 has no name", "a b:KEY; key number 1 has no name",
            "a:KEY,a:KEY; two keys have the name 'a'", "a:c2hvcnQ=; key 'a' has 5 bytes, not 32",
            "a:%; key 'a' is not base64",
            "a:KEY,; key number 2 has no name", "'a:KEY\u0007b'; it holds a control character"})
    void saysWhatIsWrongWithoutShowingAKey(@Nullable String value, String why) {
        Map<String, String> environment = value == null
                ? Map.of()
                : Map.of("LANYARD_STORE_KEY", value.replace("KEY", KEY));

        assertThatThrownBy(() -> StoreKeys.fromEnvironment(environment))
                .isInstanceOf(CredentialException.Unavailable.class)
                .hasMessage("The token store cannot be opened with the keys of LANYARD_STORE_KEY: " + why
                        + ". Write them as NAME:BASE64,NAME:BASE64 with 32 bytes each, the newest first;"
                        + " 'openssl rand -base64 32' makes one.");
    }
}
