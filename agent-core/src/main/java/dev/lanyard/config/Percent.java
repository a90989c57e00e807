package dev.lanyard.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes text so that it stands for itself in an address (RFC 3986, section 2.1). */
final class Percent {
    private Percent() {}

    /** Returns the text as one segment of a path. */
    static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
