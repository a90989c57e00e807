package dev.lanyard.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.credential.Challenge.Scheme;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 9110, section 11.6.1; RFC 6750, section 3. */
class ChallengeReaderTest {
    private static Arguments row(String header, Scheme... schemes) {
        return Arguments.of(header, List.of(schemes));
    }

    private static Scheme scheme(String name, String... parameters) {
        Map<String, String> map = new java.util.LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(parameters[i], parameters[i + 1]);
        }
        return new Scheme(name, map);
    }

    static Stream<Arguments> headers() {
        return Stream.of(row("Bearer", scheme("Bearer")), row("bearer", scheme("bearer")),
                row("Bearer error=\"invalid_token\"", scheme("Bearer", "error", "invalid_token")),
                row("Bearer error=invalid_token", scheme("Bearer", "error", "invalid_token")),
                row("Bearer ERROR = \"x\" ,\tScope=\"a b\"", scheme("Bearer", "error", "x", "scope", "a b")),
                row("Bearer error=\"a\" scope=\"b\"", scheme("Bearer", "error", "a", "scope", "b")),
                row("Bearer error_description=\"the \\\"aud\\\" \\\\ is, wrong\"",
                        scheme("Bearer", "error_description", "the \"aud\" \\ is, wrong")),
                row("Bearer error=\"a\", error=\"b\"", scheme("Bearer", "error", "a")),
                row("Bearer resource_metadata=\"https://h/.well-known/x?a=b,c\"",
                        scheme("Bearer", "resource_metadata", "https://h/.well-known/x?a=b,c")),
                // Several challenges in one value
                row("Basic realm=\"r\", Bearer error=\"e\"", scheme("Basic", "realm", "r"),
                        scheme("Bearer", "error", "e")),
                row("Bearer realm=\"a, Basic realm=b\", Digest nonce=n", scheme("Bearer", "realm", "a, Basic realm=b"),
                        scheme("Digest", "nonce", "n")),
                row("Negotiate, Bearer error=e", scheme("Negotiate"), scheme("Bearer", "error", "e")),
                row(",, ,Bearer,,", scheme("Bearer")),
                // token68
                row("Negotiate YII/A+b=, Bearer error=\"e\"", scheme("Negotiate"), scheme("Bearer", "error", "e")),
                row("Negotiate YII==", scheme("Negotiate")),
                row("NTLM TlRMTVNTUAAC, Bearer", scheme("NTLM"), scheme("Bearer")),
                row("Basic realm=\"r\"", scheme("Basic", "realm", "r")),
                // Malformed: what can be read is read
                row("Bearer error=\"unbalanced", scheme("Bearer", "error", "unbalanced")),
                row("Bearer error=\"ends in escape\\", scheme("Bearer", "error", "ends in escape\\")),
                row("Bearer error=", scheme("Bearer")), row("Bearer =x"),
                row("Bearer zażółć=\"x\", error=\"e\"", scheme("Bearer", "error", "e")),
                row("Bearer error=\"zażółć\"", scheme("Bearer", "error", "zażółć")),
                row("Bearer @@@, error=\"e\"", scheme("Bearer", "error", "e")),
                row("error=\"e\""), row(""), row("   "), row("\""), row("==="), row("\0"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void a26readsWhatCanBeRead(String header, List<Scheme> expected) {
        assertThat(Challenge.of(401, List.of(header)).schemes()).isEqualTo(expected);
    }

    @Test
    void findsTheBearerAmongSeveralHeaders() {
        Challenge challenge = Challenge.of(403, List.of("Basic realm=\"r\"",
                "BEARER error=\"insufficient_scope\", scope=\"read write\""));

        assertThat(challenge.error()).contains("insufficient_scope");
        assertThat(challenge.scope()).contains("read write");
        assertThat(challenge.parameter("realm")).isEmpty();
    }

    @Test
    @Timeout(20)
    void a26boundsAHostileHeader() {
        for (String unit : List.of("a", "a ", "a=", "\"", "a=\"", "\\", ",", "Bearer x=y,", "a=\"\\", "/", "a/ ",
                "= ")) {
            String header = "Bearer " + unit.repeat((1 << 20) / unit.length());
            List<Scheme> schemes = Challenge.of(401, List.of(header)).schemes();
            assertThat(schemes).hasSizeLessThanOrEqualTo(16);
            assertThat(schemes.toString().length()).isLessThan(20_000);
        }
        String[] many = new String[100_000];
        Arrays.fill(many, "Bearer error=\"e\"");
        assertThat(Challenge.of(401, List.of(many)).schemes()).hasSize(16);
    }

    @Test
    void a26neverThrows() {
        Random random = new Random(42);
        String alphabet = "aB=\", \t\\/+\r\n\0é\uD83D~;";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder header = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                header.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(Challenge.of(401, List.of(header.toString())).schemes()).isNotNull();
        }
    }
}
