package dev.lanyard.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
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

    /** Reads {@code targets.txt}, which {@code .ci/fuzz} reads too: a name and a class a line. */
    static Stream<Arguments> targets() throws IOException, URISyntaxException {
        return Files.readAllLines(resource("targets.txt")).stream().filter(line -> !line.startsWith("#")).map(line -> {
            String[] words = line.split(" ", -1);
            return Arguments.of(words[0], target(words[1]));
        });
    }

    private static Consumer<byte[]> target(String name) {
        try {
            MethodHandle target = MethodHandles.publicLookup()
                    .findStatic(Class.forName(name), "fuzzerTestOneInput",
                            MethodType.methodType(void.class, byte[].class));
            return bytes -> run(target, bytes);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("No target: " + name, e);
        }
    }

    private static void run(MethodHandle target, byte[] bytes) {
        try {
            target.invokeExact(bytes);
        } catch (Throwable e) {
            throw new AssertionError("On " + new String(bytes, StandardCharsets.UTF_8), e);
        }
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(FuzzSeedsTest.class.getResource("/fuzz/" + name), name).toURI());
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
        try (Stream<Path> files = Files.list(resource(name))) {
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
