package dev.lanyard.server.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The value of a header that repeats a part of the body: as it is, or, if it would not survive in a header, in Base64,
 * such as {@code =?base64?SGVsbG8=?=} (MCP 2026-07-28, Streamable HTTP, value encoding; SEP-2243).
 */
final class HeaderValue {
    private static final String PREFIX = "=?base64?";
    private static final String SUFFIX = "?=";

    private HeaderValue() {}

    /**
     * Returns what a header says.
     *
     * @throws JsonRpcError if it is not Base64 with its padding, or not UTF-8
     */
    static String decode(String header, String value) {
        if (!value.startsWith(PREFIX) || !value.endsWith(SUFFIX)
                || value.length() < PREFIX.length() + SUFFIX.length()) {
            return value;
        }
        String coded = value.substring(PREFIX.length(), value.length() - SUFFIX.length());
        try {
            if (coded.length() % 4 == 0) {
                return StandardCharsets.UTF_8.newDecoder()
                        .decode(ByteBuffer.wrap(Base64.getDecoder().decode(coded)))
                        .toString();
            }
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            // Said below, as for a missing padding.
        }
        throw JsonRpcError.headerMismatch("The header " + header + " is not Base64 of UTF-8 with padding.");
    }
}
