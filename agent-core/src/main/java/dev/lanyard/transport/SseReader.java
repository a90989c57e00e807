package dev.lanyard.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads a stream of events (WHATWG HTML, section 9.2.6): any line ending, several {@code data} lines, comments, unknown
 * fields. An event beyond the limit ends the reading.
 */
final class SseReader {
    private static final int MAX_ID = 4096;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final int maxBytes;
    private boolean first = true;
    private boolean afterReturn;
    private String lastId = "";
    private Optional<Duration> retry = Optional.empty();

    /** Reads from a stream that the caller closes; it should be buffered. */
    SseReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /**
     * Returns the next event that has data, empty at the end of the stream; an event cut off by the end is dropped.
     *
     * @throws MessageTooLarge if an event is larger than the limit
     */
    Optional<SseEvent> next() throws IOException {
        StringBuilder data = new StringBuilder();
        String type = "message";
        String id = lastId;
        boolean hasData = false;
        int size = 0;
        for (Optional<String> line = line(maxBytes); line.isPresent(); line = line(maxBytes - size)) {
            String text = line.get();
            size += text.length();
            if (text.isEmpty()) {
                // Only a whole event counts as received: one that is cut off is asked for again.
                lastId = id;
                if (hasData) {
                    return Optional.of(new SseEvent(type.isEmpty() ? "message" : type, data.toString(), lastId));
                }
                type = "message";
                size = 0;
                continue;
            }
            int colon = text.indexOf(':');
            String field = colon < 0 ? text : text.substring(0, colon);
            String value = colon < 0 ? "" : text.substring(colon + (text.startsWith(" ", colon + 1) ? 2 : 1));
            switch (field) {
                case "data" -> {
                    data.append(hasData ? "\n" : "").append(value);
                    hasData = true;
                }
                case "event" -> type = value;
                case "id" -> id = isHeaderText(value) ? value : id;
                case "retry" -> retry = millis(value).or(() -> retry);
                default -> {
                    // A comment (empty field name), or a field of a later standard.
                }
            }
        }
        return Optional.empty();
    }

    /** The id comes back in the header {@code Last-Event-ID}: what does not fit there is passed over. */
    private static boolean isHeaderText(String id) {
        return id.length() <= MAX_ID && id.chars().allMatch(c -> c >= 0x21 && c <= 0x7E);
    }

    /** Returns the id of the last whole event, empty if the server gave none. */
    String lastId() {
        return lastId;
    }

    /** Returns how long the server wants a client to wait before it connects again, empty if it did not say. */
    Optional<Duration> retry() {
        return retry;
    }

    private static Optional<Duration> millis(String digits) {
        return digits.length() <= 9 && !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.of(Duration.ofMillis(Long.parseLong(digits)))
                : Optional.empty();
    }

    private Optional<String> line(int max) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int b = in.read(); b >= 0; b = in.read()) {
            boolean pairedFeed = b == '\n' && afterReturn;
            afterReturn = b == '\r';
            if (pairedFeed) {
                continue;
            }
            if (b == '\n' || b == '\r') {
                return Optional.of(text(line.toByteArray()));
            }
            if (line.size() >= max) {
                throw new MessageTooLarge(maxBytes);
            }
            line.write(b);
        }
        return Optional.empty();
    }

    private String text(byte[] line) {
        boolean marked = first && line.length >= 3 && line[0] == BYTE_ORDER_MARK[0] && line[1] == BYTE_ORDER_MARK[1]
                && line[2] == BYTE_ORDER_MARK[2];
        first = false;
        return marked
                ? new String(line, 3, line.length - 3, StandardCharsets.UTF_8)
                : new String(line, StandardCharsets.UTF_8);
    }
}
