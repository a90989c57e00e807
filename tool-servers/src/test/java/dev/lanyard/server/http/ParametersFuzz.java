package dev.lanyard.server.http;

import java.nio.charset.StandardCharsets;

/** Reads hostile queries and forms: parameters within bounds, or a refusal. */
public final class ParametersFuzz {
    private static final int MOST = 200;

    private ParametersFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            Parameters read = Parameters.parse(new String(bytes, StandardCharsets.UTF_8));
            int count = read.values().values().stream().mapToInt(java.util.List::size).sum();
            if (count > MOST) {
                throw new AssertionError("Beyond the bounds: " + count);
            }
            read.one("code");
        } catch (HttpRefusal e) {
            if (e.status() != 400) {
                throw new AssertionError("Not the client's fault: " + e, e);
            }
        }
    }
}
