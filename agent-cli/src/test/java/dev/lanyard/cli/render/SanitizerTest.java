package dev.lanyard.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SanitizerTest {
    /** SECURITY B10 and B11: nothing that a terminal obeys, nothing that deceives a reader. */
    @ParameterizedTest
    @ValueSource(strings = {"\u001b[31m", "\u001b]0;title\u0007", "\u001b]8;;http://evil\u001b\\",
            "\u001b]52;c;aGk=\u0007",
            "\u001bPq\u001b\\", "\u001b_x\u001b\\", "\u009b31m", "\u0007", "\r", "\b", "\u007f", "\u202e", "\u2066",
            "\u200b",
            "\u200d", "\ufeff", "\udb40\udc41", "\u2028", "\u0085", "\ud800", "\udb40\udc0b"})
    void b10LeavesNothingThatATerminalObeys(String hostile) {
        String cleaned = Sanitizer.clean("a" + hostile + "b");

        assertThat(cleaned).startsWith("a").endsWith("b");
        assertThat(cleaned.codePoints().filter(c -> c != '\n' && c != '\t')).noneMatch(c -> Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.SURROGATE
                || Character.getType(c) == Character.LINE_SEPARATOR || Character.getType(c) == Character.UNASSIGNED);
    }

    @Test
    void keepsWhatPeopleWrite() {
        assertThat(Sanitizer.clean("Zoë\n\tπ 你好 🙂")).isEqualTo("Zoë\n\tπ 你好 🙂");
    }

    @Test
    void cutsALineByCharactersAndNotInsideOne() {
        assertThat(Sanitizer.line("🙂🙂🙂\n🙂", 4)).isEqualTo("🙂🙂🙂…");
    }
}
