package dev.lanyard.config;

import java.nio.file.Path;
import java.util.Map;

/** Reads hostile {@code .env} files: never fails, and neither the values nor what is wrong with them show one. */
public final class DotEnvFuzz {
    private static final EnvFile SOURCE = new EnvFile(Path.of(".env").toAbsolutePath(), true);
    private static final String CANARY = "canary7f3a9c";

    private DotEnvFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Findings findings = new Findings();
        DotEnv.parse(SOURCE, bytes, findings).ifPresent(read -> {
            for (Map.Entry<String, Redacted> value : read.values().entrySet()) {
                if (!value.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                    throw new AssertionError("Not a variable: " + value.getKey());
                }
            }
            if (read.values().keySet().stream().noneMatch(name -> name.contains(CANARY))
                    && read.toString().contains(CANARY)) {
                throw new AssertionError("A value is in: " + read);
            }
        });
        if (findings.problems().toString().contains(CANARY)) {
            throw new AssertionError("A value is in: " + findings.problems());
        }
    }
}
