package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a folder of its own where everything is built already. */
class LauncherIT {
    @TempDir
    Path folder = Path.of("");

    /** As services and containers start programs. */
    @Test
    void startsWhereNoHomeIsSet() throws Exception {
        Path launcher = Files.copy(Path.of("..", "lanyard"), folder.resolve("lanyard"));
        Path app = Files.createDirectories(folder.resolve("agent-cli/target/app"));
        Path built = Files.createDirectories(app.resolve("built"));
        Path unused = Files.createSymbolicLink(built.resolve("lanyard.jar"),
                Path.of("target", "lanyard.jar").toAbsolutePath());
        Files.writeString(app.resolve("current"), "built\n");
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", launcher.toString(), "--version"))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("PATH", System.getenv("PATH"), "LANYARD_JAVA_HOME", System.getProperty("java.home")));

        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).doesNotContain("unbound variable", "no Java").contains("lanyard ");
        assertThat(process.exitValue()).isZero();
    }
}
