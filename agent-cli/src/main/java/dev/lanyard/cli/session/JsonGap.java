package dev.lanyard.cli.session;

/** Reads what stands between two values of a JSON text: blank space, comments and at most one comma. */
final class JsonGap {
    private JsonGap() {}

    /** Returns where the comma is, -1 if there is none; one in a comment does not count. */
    static int comma(String gap) {
        for (int i = 0; i < gap.length(); i++) {
            if (gap.charAt(i) == ',') {
                return i;
            }
            if (gap.startsWith("//", i)) {
                int end = gap.indexOf('\n', i);
                i = end < 0 ? gap.length() : end;
            } else if (gap.startsWith("/*", i)) {
                int end = gap.indexOf("*/", i + 2);
                i = end < 0 ? gap.length() : end + 1;
            }
        }
        return -1;
    }
}
