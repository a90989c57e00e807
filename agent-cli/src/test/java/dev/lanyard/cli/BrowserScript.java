package dev.lanyard.cli;

import dev.lanyard.cli.prompt.PageVisitor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes programs for {@code $BROWSER}. */
final class BrowserScript {
    private BrowserScript() {}

    /** Returns a program that opens a page as a browser in front of that user would. */
    static String of(String user, Path folder) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        URI tests = URI.create(PageVisitor.class.getProtectionDomain().getCodeSource().getLocation().toString());
        String classes = Path.of("target", "lanyard.jar").toAbsolutePath() + ":" + Path.of(tests);
        Path script = Files.writeString(folder.resolve("browser-" + user), "#!/bin/sh\nexec '" + java + "' -cp '"
                + classes + "' " + PageVisitor.class.getName() + " " + user + " \"$1\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }
}
