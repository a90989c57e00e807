package dev.lanyard.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A20: what an authorization server names reaches a program as one argument, or not at all. */
class BrowserTest {
    @TempDir
    Path folder = Path.of("");

    /** A program that writes down its arguments, one a line, and then that it is done. */
    private Path recorder(String name) throws IOException {
        Path program = Files.writeString(folder.resolve(name),
                """
                #!/bin/sh
                printf '%s\\n' "$#" "$@" > "$0.new" && mv "$0.new" "$0.argv"
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    private static List<String> recorded(Path program) throws IOException, InterruptedException {
        Path argv = program.resolveSibling(program.getFileName() + ".argv");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.exists(argv) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return Files.readAllLines(argv);
    }

    private Browser browser() {
        return Browser.of(Map.of("PATH", folder + ":/usr/bin:/bin"), "Linux");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/a?b=c&d=e#f", "https://example.com/$(touch%20x)", "https://x/$(calc)",
            "https://x/;id", "https://x/&calc", "https://x/-flag", "https://x/'quoted'", "http://localhost:8000/",
            "http://127.0.0.1:1/a", "http://[::1]:1/a"})
    void a20passesAnAddressAsOneArgument(String address) throws Exception {
        Path program = recorder("xdg-open");

        assertThat(browser().open(URI.create(address))).isTrue();
        assertThat(recorded(program)).containsExactly("1", address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x",
            "http://example.com/", "http://localhost.example.com/", "https:///nohost", "-flag", "--help", "/etc/passwd",
            "https://user:pass@example.com/", "ftp://example.com/", "mailto:a@b", "https:opaque"})
    void a20opensNothingElse(String address) throws Exception {
        Path program = recorder("xdg-open");

        assertThat(browser().open(URI.create(address))).isFalse();
        assertThat(program.resolveSibling("xdg-open.argv")).doesNotExist();
    }

    @Test
    void a20cannotEvenBeGivenSpacesQuotesAndLineBreaks() {
        for (String address : List.of("https://x/a b", "https://x/\n", "https://x/\"", "\"&calc", "https://x/\\")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> URI.create(address))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a21writesForeignLettersInAscii() throws Exception {
        Path program = recorder("xdg-open");

        assertThat(Browser.mayOpen(URI.create("https://\u0430pple.com/"))).isFalse();
        assertThat(browser().open(URI.create("https://example.com/\u00e4"))).isTrue();
        assertThat(recorded(program)).containsExactly("1", "https://example.com/%C3%A4");
    }

    @Test
    void honoursTheUsersProgramAsOneProgram() throws Exception {
        Path own = recorder("my browser");
        Browser browser = Browser.of(Map.of("BROWSER", own.toString(), "PATH", "/usr/bin:/bin"), "Linux");

        assertThat(browser.open(URI.create("https://example.com/"))).isTrue();
        assertThat(recorded(own)).containsExactly("1", "https://example.com/");
    }

    @Test
    void runsNoCommandLineOfTheUsersVariable() throws Exception {
        Path system = recorder("xdg-open");
        Browser browser = Browser.of(Map.of("BROWSER", "sh -c 'touch pwned' %s", "PATH", folder + ":/usr/bin:/bin"),
                "Linux");

        assertThat(browser.open(URI.create("https://example.com/"))).isTrue();
        assertThat(recorded(system)).containsExactly("1", "https://example.com/");
    }

    @Test
    void takesNoProgramFromTheFolderOneWorksIn() {
        assertThat(Browser.of(Map.of("PATH", ":.:relative"), "Linux").available()).isFalse();
    }
}
