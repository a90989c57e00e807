package dev.lanyard.cli.render;

import java.nio.charset.StandardCharsets;

/** Cleans hostile text: nothing is left that a terminal would obey, and cleaning once is enough. */
public final class SanitizerFuzz {
    private static final int LONGEST = 40;

    private SanitizerFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String clean = Sanitizer.clean(text);
        String line = Sanitizer.line(text, LONGEST);
        boolean obeyed = clean.codePoints()
                .anyMatch(c -> c != '\n' && c != '\t' && (c < ' ' || (c >= 0x7F && c < 0xA0)
                        || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)
                        || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F)));
        boolean one = line.indexOf('\n') < 0 && line.codePointCount(0, line.length()) <= LONGEST;
        if (obeyed || !one || !Sanitizer.clean(clean).equals(clean)) {
            throw new AssertionError("Not to be shown: " + clean);
        }
    }
}
