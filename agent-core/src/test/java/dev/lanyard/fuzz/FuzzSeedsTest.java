package dev.lanyard.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.config.ConfigFuzz;
import dev.lanyard.credential.ChallengeFuzz;
import dev.lanyard.oauth.IssuerMetadataFuzz;
import dev.lanyard.oauth.RedirectFuzz;
import dev.lanyard.oauth.RegistrationFuzz;
import dev.lanyard.oauth.ResourceMetadataFuzz;
import dev.lanyard.oauth.TokenAnswerFuzz;
import dev.lanyard.transport.MessageFuzz;
import dev.lanyard.transport.SseFuzz;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each target on its seeds and on mutations of them that are the same in every run. */
class FuzzSeedsTest {
    private static final int MUTATIONS_OF_A_SEED = 300;
    private static final String PUNCTUATION = ":\n\r\"\\,={}[]$ #";

    static Stream<Arguments> targets() {
        return Stream.of(target("sse", SseFuzz::fuzzerTestOneInput), target("message", MessageFuzz::fuzzerTestOneInput),
                target("challenge", ChallengeFuzz::fuzzerTestOneInput),
                target("config", ConfigFuzz::fuzzerTestOneInput),
                target("resource-metadata", ResourceMetadataFuzz::fuzzerTestOneInput),
                target("issuer-metadata", IssuerMetadataFuzz::fuzzerTestOneInput),
                target("token-answer", TokenAnswerFuzz::fuzzerTestOneInput),
                target("registration", RegistrationFuzz::fuzzerTestOneInput),
                target("redirect", RedirectFuzz::fuzzerTestOneInput));
    }

    private static Arguments target(String name, Consumer<byte[]> target) {
        return Arguments.of(name, target);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void a26targetsHoldOnSeedsAndTheirMutations(String name, Consumer<byte[]> target) throws Exception {
        List<byte[]> seeds = seeds(name);

        assertThat(seeds).isNotEmpty();
        Random random = new Random(20260728);
        for (byte[] seed : seeds) {
            target.accept(seed);
            for (int i = 0; i < MUTATIONS_OF_A_SEED; i++) {
                target.accept(mutated(seed, random));
            }
        }
    }

    private static List<byte[]> seeds(String name) throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(FuzzSeedsTest.class.getResource("/fuzz/" + name)).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted = files.sorted().toList();
            return sorted.stream().map(FuzzSeedsTest::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = Arrays.copyOf(seed, Math.max(1, seed.length));
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 2 -> bytes[at] = (byte) PUNCTUATION.charAt(random.nextInt(PUNCTUATION.length()));
                default -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + bytes.length - at);
                    System.arraycopy(bytes, at, longer, bytes.length, bytes.length - at);
                    bytes = longer.length > 4096 ? bytes : longer;
                }
            }
        }
        return bytes;
    }
}
