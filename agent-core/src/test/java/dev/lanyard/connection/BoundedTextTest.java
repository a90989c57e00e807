package dev.lanyard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BoundedTextTest {
    static Stream<Arguments> deceptions() {
        String tags = "\uDB40\uDC01\uDB40\uDC69\uDB40\uDC67\uDB40\uDC6E";
        String selectors = "\uDB40\uDD00\uDB40\uDDEF";
        return Stream.of(Arguments.of("CSI", "a\u001b[31mb", "a[31mb"),
                Arguments.of("OSC 52", "a\u001b]52;c;aGk=\u0007b", "a]52;c;aGk=b"),
                Arguments.of("OSC 8", "\u001b]8;;http://evil\u001b\\x", "]8;;http://evil\\x"),
                Arguments.of("DCS and APC", "\u001bPq\u001b_x\u001b\\", "Pq_x\\"),
                Arguments.of("C1 CSI", "a\u009b31mb", "a31mb"), Arguments.of("C1 OSC", "a\u009d0;x\u009cb", "a0;xb"),
                Arguments.of("bell, backspace, delete", "a\u0007\b\u007fb", "ab"),
                Arguments.of("return overwrites", "good\revil", "goodevil"), Arguments.of("NUL", "a\0b", "ab"),
                Arguments.of("right-to-left override", "a\u202eb\u202c", "ab"),
                Arguments.of("isolates", "\u2066a\u2069", "a"), Arguments.of("marks", "\u200ea\u200f\u061c", "a"),
                Arguments.of("zero width", "a\u200b\u200c\u200d\u2060\ufeffb", "ab"),
                Arguments.of("soft hyphen", "a\u00adb", "ab"), Arguments.of("tags", "a" + tags + "b", "ab"),
                Arguments.of("supplementary variation selectors", "a" + selectors + "b", "ab"),
                Arguments.of("lone surrogate", "a\ud83db", "ab"), Arguments.of("unassigned", "a\u0378b", "ab"),
                Arguments.of("what is honest stays", "zażółć\t🦊\n日本", "zażółć\t🦊\n日本"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deceptions")
    void b11keepsOnlyWhatCanBeSeen(String name, String text, String expected) {
        assertThat(BoundedText.of(text, 1000)).isEqualTo(expected);
    }

    @Test
    void b10noControlCharacterSurvives() {
        StringBuilder all = new StringBuilder();
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT).forEach(all::appendCodePoint);

        assertThat(BoundedText.of(all.toString(), 10_000_000)
                .codePoints()
                .filter(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
                .toArray()).isEmpty();
    }

    @Test
    void b12cutsAHugeResultAndSaysSo() {
        String cut = BoundedText.of("x".repeat(10_000_000), 32_000);

        assertThat(cut).isEqualTo("x".repeat(32_000) + "\n[cut: 9968000 more characters]");
    }

    @Test
    void b12aMillionLinesCostNoMoreThanOne() {
        assertThat(BoundedText.of("\n".repeat(1_000_000), 32_000))
                .hasSize(32_000 + "\n[cut: 968000 more characters]".length())
                .endsWith("\n[cut: 968000 more characters]");
    }

    @Test
    void cutsNothingThatFits() {
        assertThat(BoundedText.of("x".repeat(100), 100)).isEqualTo("x".repeat(100));
    }

    @Test
    void cutsNoCharacterInTwo() {
        assertThat(BoundedText.of("a🦊🦊", 2)).startsWith("a🦊\n[cut: ");
    }

    @Test
    @Timeout(20)
    void b12invisibleCharactersCostNoMoreThanOthers() {
        assertThat(BoundedText.of("\u200b".repeat(10_000_000), 10)).isEmpty();
    }
}
