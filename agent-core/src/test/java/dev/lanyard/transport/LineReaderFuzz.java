package dev.lanyard.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads what a hostile process writes: the lines are those that splitting the whole gives, up to one that is too long. */
public final class LineReaderFuzz {
    private static final int LIMIT = 64;

    private LineReaderFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        LineReader lines = new LineReader(new ByteArrayInputStream(bytes), LIMIT);
        int from = 0;
        try {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                int end = from;
                while (bytes[end] != '\n') {
                    end++;
                }
                if (end - from > LIMIT
                        || !line.get().equals(new String(bytes, from, end - from, StandardCharsets.UTF_8))) {
                    throw new AssertionError("Another line than at " + from + ": " + line.get());
                }
                from = end + 1;
            }
        } catch (MessageTooLarge e) {
            return; // What ends the process.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
