package dev.lanyard.credential;

import dev.lanyard.credential.Challenge.Scheme;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads hostile {@code WWW-Authenticate} headers: never fails, stays bounded, and what it read survives being written. */
public final class ChallengeFuzz {
    private ChallengeFuzz() {}

    /** Takes any bytes, a header value a line. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        List<String> values = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        List<Scheme> schemes = Challenge.of(401, values).schemes();
        if (schemes.size() > 16 || schemes.stream().anyMatch(scheme -> scheme.parameters().size() > 32)) {
            throw new AssertionError("Beyond the bounds: " + schemes);
        }
        List<Scheme> again = Challenge.of(401, schemes.stream().map(ChallengeFuzz::written).toList()).schemes();
        int length = schemes.stream().mapToInt(scheme -> written(scheme).length()).max().orElse(0);
        if (length < 8192 && !again.equals(schemes)) {
            throw new AssertionError("Read " + schemes + ", wrote it, and read " + again);
        }
    }

    private static String written(Scheme scheme) {
        Map<String, String> sorted = new TreeMap<>(scheme.parameters());
        return scheme.name() + " " + sorted.entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=\"" + entry.getValue().replace("\\", "\\\\").replace("\"", "\\\"")
                        + "\"")
                .collect(Collectors.joining(", "));
    }
}
