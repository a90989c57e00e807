package dev.lanyard.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process says, as it says it. */
final class Screen {
    private final BufferedReader reader;
    private final StringBuilder seen = new StringBuilder();

    Screen(InputStream stream) {
        this.reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    String await(Pattern wanted) throws IOException {
        while (true) {
            Matcher found = wanted.matcher(seen);
            if (found.find() && (found.end() < seen.length() || wanted.pattern().startsWith("("))) {
                return found.group(1);
            }
            int c = reader.read();
            if (c < 0) {
                throw new AssertionError("never saw " + wanted + " in:\n" + seen);
            }
            seen.append((char) c);
        }
    }
}
