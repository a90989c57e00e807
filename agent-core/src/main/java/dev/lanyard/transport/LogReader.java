package dev.lanyard.transport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads what a process prints as errors, whatever that is (MCP 2025-11-25, Transports, stdio): a line ends with a line feed, with
 * the carriage return of a progress bar or with the stream, and one that is too long is cut.
 */
final class LogReader {
    private final InputStream in;
    private final int maxBytes;

    LogReader(InputStream in, int maxBytes) {
        this.in = new BufferedInputStream(in);
        this.maxBytes = maxBytes;
    }

    /** Returns the next line without its end and without what is beyond the limit, empty at the end of the stream. */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        int b = in.read();
        boolean atEnd = b < 0;
        for (; b >= 0 && b != '\n' && b != '\r'; b = in.read()) {
            if (line.size() < maxBytes) {
                line.write(b);
            }
        }
        return atEnd ? Optional.empty() : Optional.of(line.toString(StandardCharsets.UTF_8));
    }
}
