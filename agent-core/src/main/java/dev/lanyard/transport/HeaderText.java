package dev.lanyard.transport;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes a value into an HTTP header (MCP 2026-07-28, Transports, Value Encoding): as it is if that is printable ASCII that
 * no intermediary trims, otherwise as {@code =?base64?SGVsbG8sIOS4lueVjA==?=}.
 */
final class HeaderText {
    private static final String PREFIX = "=?base64?";
    private static final String SUFFIX = "?=";

    private HeaderText() {}

    static String encode(String value) {
        boolean plain = value.chars().allMatch(c -> c >= 0x20 && c <= 0x7E) && value.equals(value.strip())
        // What looks encoded would be decoded at the other end.
                && !(value.startsWith(PREFIX) && value.endsWith(SUFFIX));
        return plain
                ? value
                : PREFIX + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + SUFFIX;
    }
}
