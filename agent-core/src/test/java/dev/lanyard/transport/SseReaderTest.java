package dev.lanyard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** WHATWG HTML, section 9.2.6, Interpreting an event stream. */
class SseReaderTest {
    private static final int MAX = 1000;

    private static SseEvent message(String data) {
        return new SseEvent("message", data, "");
    }

    static Stream<Arguments> streams() {
        return Stream.of(Arguments.of("line feeds", "data: a\n\ndata: b\n\n", List.of(message("a"), message("b"))),
                Arguments.of("returns", "data: a\r\rdata: b\r\r", List.of(message("a"), message("b"))),
                Arguments.of("both", "data: a\r\n\r\ndata: b\r\n\r\n", List.of(message("a"), message("b"))),
                Arguments.of("mixed endings", "data: a\r\ndata: b\rdata: c\n\r\n", List.of(message("a\nb\nc"))),
                Arguments.of("byte order mark", "\uFEFFdata: a\n\n", List.of(message("a"))),
                Arguments.of("a second mark is text", "\uFEFFdata: a\n\n\uFEFFdata: b\n\n", List.of(message("a"))),
                Arguments.of("several lines", "data: a\ndata: b\n\n", List.of(message("a\nb"))),
                Arguments.of("one space goes, the next stays", "data:  a\ndata:b\n\n", List.of(message(" a\nb"))),
                Arguments.of("empty first line", "data\ndata: b\n\n", List.of(message("\nb"))),
                Arguments.of("empty data", "data:\n\n", List.of(message(""))),
                Arguments.of("comments", ": ping\n\n:\ndata: a\n: more\n\n", List.of(message("a"))),
                Arguments.of("named event", "event: add\ndata: a\n\ndata: b\n\n",
                        List.of(new SseEvent("add", "a", ""), message("b"))),
                Arguments.of("name without data is forgotten", "event: add\n\ndata: b\n\n", List.of(message("b"))),
                Arguments.of("an empty name is no name", "event:\ndata: a\n\n", List.of(message("a"))),
                Arguments.of("id stays", "id: 1\ndata: a\n\ndata: b\n\n",
                        List.of(new SseEvent("message", "a", "1"), new SseEvent("message", "b", "1"))),
                Arguments.of("id without data counts", "id: 1\n\ndata: b\n\n",
                        List.of(new SseEvent("message", "b", "1"))),
                Arguments.of("id with NUL does not", "id: 1\nid: 2\0\ndata: b\n\n",
                        List.of(new SseEvent("message", "b", "1"))),
                Arguments.of("id with spaces inside counts", "id: 1 a\tb\ndata: b\n\n",
                        List.of(new SseEvent("message", "b", "1 a\tb"))),
                Arguments.of("id with spaces around does not", "id: 1\nid:  2\nid: 3 \ndata: b\n\n",
                        List.of(new SseEvent("message", "b", "1"))),
                Arguments.of("id with an escape does not, it would come back in a header",
                        "id: 1\nid: 2\u001b[31m\ndata: b\n\n",
                        List.of(new SseEvent("message", "b", "1"))),
                Arguments.of("unknown fields", "retry: 5\nfoo: bar\nfoo\ndata: a\n\n", List.of(message("a"))),
                Arguments.of("field names are exact", "Data: a\n data: b\ndata : c\n\n", List.of()),
                Arguments.of("colons in data", "data: {\"a\":1}\n\n", List.of(message("{\"a\":1}"))),
                Arguments.of("end in an event", "data: a\n\ndata: b\n", List.of(message("a"))),
                Arguments.of("end in a line", "data: a\n\ndata: b", List.of(message("a"))),
                Arguments.of("nothing", "", List.of()),
                Arguments.of("unicode", "data: zażółć 🦊\n\n", List.of(message("zażółć 🦊"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void readsEvents(String name, String stream, List<SseEvent> expected) throws IOException {
        assertThat(all(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)))).isEqualTo(expected);
        assertThat(all(new Trickle(stream.getBytes(StandardCharsets.UTF_8)))).isEqualTo(expected);
    }

    @Test
    void refusesALineBeyondTheLimit() {
        InputStream endless = new Endless("a");
        assertThatThrownBy(() -> all(endless)).isInstanceOf(MessageTooLarge.class);
    }

    @Test
    void refusesAnEventOfManyLinesBeyondTheLimit() {
        String event = "data: 0123456789\n".repeat(MAX / 10);
        assertThatThrownBy(() -> all(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(MessageTooLarge.class);
    }

    @Test
    void refusesManyEmptyDataLines() {
        InputStream endless = new Endless("data\n");
        assertThatThrownBy(() -> all(endless)).isInstanceOf(MessageTooLarge.class);
    }

    @Test
    void limitsEachEventAndNotTheStream() throws IOException {
        String events = ("data: " + "a".repeat(MAX / 2) + "\n\n").repeat(10);
        assertThat(all(new ByteArrayInputStream(events.getBytes(StandardCharsets.UTF_8)))).hasSize(10);
    }

    private static List<SseEvent> all(InputStream in) throws IOException {
        SseReader reader = new SseReader(in, MAX);
        List<SseEvent> events = new ArrayList<>();
        for (Optional<SseEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
            events.add(event.get());
        }
        return events;
    }

    /** Repeats a text for ever. */
    private static final class Endless extends InputStream {
        private final String text;
        private int index;

        Endless(String text) {
            this.text = text;
        }

        @Override
        public int read() {
            return text.charAt(index++ % text.length());
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            into[offset] = (byte) read();
            return 1;
        }
    }

    /** Gives one byte a read, so that every character and line ending is split. */
    private static final class Trickle extends InputStream {
        private final InputStream in;

        Trickle(byte[] bytes) {
            in = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return in.read(into, offset, Math.min(length, 1));
        }
    }
}
