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

    private static final int BUFFER_BYTES = 2048;

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int filled;
    private boolean first = true;
    private boolean afterReturn;
    private String lastId = "";
    private Optional<Duration> retry = Optional.empty();

    /** Reads from a stream that the caller closes; it needs no buffer. */
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

    /** The id comes back in the header {@code Last-Event-ID}: what does not fit there (RFC 9110, section 5.5) is passed over. */
    private static boolean isHeaderText(String id) {
        return id.length() <= MAX_ID && id.equals(id.strip())
                && id.chars().allMatch(c -> (c >= 0x20 && c <= 0x7E) || c == '\t');
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
        ByteArrayOutputStream begun = null;
        while (position < filled || fill()) {
            boolean pairedFeed = afterReturn && buffer[position] == '\n';
            afterReturn = false;
            if (pairedFeed) {
                position++;
                continue;
            }
            int start = position;
            position = endOfLine(start);
            int size = position - start;
            if ((begun == null ? 0 : begun.size()) + size > max) {
                throw new MessageTooLarge(maxBytes);
            }
            if (position < filled) {
                afterReturn = buffer[position++] == '\r';
                return Optional.of(begun == null ? text(buffer, start, size) : text(begun, start, size));
            }
            begun = begun == null ? new ByteArrayOutputStream(2 * size) : begun;
            begun.write(buffer, start, size);
        }
        return Optional.empty();
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer, 0, buffer.length));
        return filled > 0;
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < filled && buffer[end] != '\n' && buffer[end] != '\r') {
            end++;
        }
        return end;
    }

    private String text(ByteArrayOutputStream begun, int start, int size) {
        begun.write(buffer, start, size);
        return text(begun.toByteArray(), 0, begun.size());
    }

    private String text(byte[] line, int start, int size) {
        boolean marked = first && size >= 3 && line[start] == BYTE_ORDER_MARK[0]
                && line[start + 1] == BYTE_ORDER_MARK[1]
                && line[start + 2] == BYTE_ORDER_MARK[2];
        first = false;
        int mark = marked ? 3 : 0;
        return new String(line, start + mark, size - mark, StandardCharsets.UTF_8);
    }
}
