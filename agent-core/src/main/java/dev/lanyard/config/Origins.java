package dev.lanyard.config;

import java.net.URI;
import java.util.Locale;

/** Writes the origin of an address, port included, so that two spellings of one origin are equal. */
final class Origins {
    private Origins() {}

    /** Returns {@code https://host:443} for any address there. */
    static String of(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }
}
