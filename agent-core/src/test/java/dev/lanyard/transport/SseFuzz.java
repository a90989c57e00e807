package dev.lanyard.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads hostile event streams and holds each answer against a second reading of the standard, written for clarity. */
public final class SseFuzz {
    private static final int MAX = 1 << 16;

    private SseFuzz() {}

    /** Takes any bytes; throws if the reader and the standard differ. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length >= MAX) {
            return;
        }
        List<String> read = new ArrayList<>();
        SseReader reader = new SseReader(new ByteArrayInputStream(bytes), MAX);
        try {
            for (Optional<SseEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
                read.add(event.get().type() + "|" + event.get().data());
            }
        } catch (IOException e) {
            throw new AssertionError("A stream below the limit cannot fail", e);
        }
        List<String> expected = reference(bytes);
        if (!read.equals(expected)) {
            throw new AssertionError("Read " + read + " instead of " + expected);
        }
        String id = reader.lastId();
        if (!id.equals(id.strip()) || id.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c > 0x7E)) {
            throw new AssertionError("The last id does not fit a header");
        }
    }

    /** WHATWG HTML, section 9.2.6, read line by line from the whole text. */
    private static List<String> reference(byte[] bytes) {
        // One character a byte, so that the line ends are found before anything is decoded.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00EF\u00BB\u00BF")) {
            text = text.substring(3);
        }
        List<String> events = new ArrayList<>();
        List<String> data = new ArrayList<>();
        String type = "";
        String[] lines = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            String line = utf8(lines[i]);
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    events.add((type.isEmpty() ? "message" : type) + "|" + String.join("\n", data));
                }
                data.clear();
                type = "";
            } else if (line.equals("data") || line.startsWith("data:")) {
                data.add(value(line));
            } else if (line.equals("event") || line.startsWith("event:")) {
                type = value(line);
            }
        }
        return events;
    }

    private static String value(String line) {
        int colon = line.indexOf(':');
        String value = colon < 0 ? "" : line.substring(colon + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
