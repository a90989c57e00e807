package dev.lanyard.transport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines of bounded length from a process (MCP 2025-11-25, Transports, stdio). */
final class LineReader {
    private final InputStream in;
    private final int maxBytes;

    LineReader(InputStream in, int maxBytes) {
        this.in = new BufferedInputStream(in);
        this.maxBytes = maxBytes;
    }

    /**
     * Returns the next line without its end, empty at the end of the stream, where a line that has no end is dropped.
     *
     * @throws MessageTooLarge if a line is longer than the limit
     */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return Optional.of(line.toString(StandardCharsets.UTF_8));
            }
            if (line.size() >= maxBytes) {
                throw new MessageTooLarge(maxBytes);
            }
            line.write(b);
        }
        return Optional.empty();
    }
}
