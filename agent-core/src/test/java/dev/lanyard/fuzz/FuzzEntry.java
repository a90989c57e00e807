package dev.lanyard.fuzz;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Is what {@code .ci/fuzz} has Jazzer run: the target that {@code lanyard.fuzz.target} names. The seeds in the folder
 * {@code lanyard.fuzz.seeds} are read before the clock runs, since Jazzer's work on each class that is loaded would otherwise
 * take all of a target's time.
 */
public final class FuzzEntry {
    private static final MethodHandle TARGET = target();

    private FuzzEntry() {}

    private static MethodHandle target() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(Class.forName(property("target")), "fuzzerTestOneInput",
                            MethodType.methodType(void.class, byte[].class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("No such target", e);
        }
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty("lanyard.fuzz." + name), name);
    }

    /** Runs the seeds. */
    public static void fuzzerInitialize() throws Throwable {
        for (Path seed : seeds()) {
            byte[] bytes = Files.readAllBytes(seed);
            fuzzerTestOneInput(bytes);
        }
    }

    private static List<Path> seeds() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(property("seeds")))) {
            return files.toList();
        }
    }

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) throws Throwable {
        TARGET.invokeExact(bytes);
    }
}
