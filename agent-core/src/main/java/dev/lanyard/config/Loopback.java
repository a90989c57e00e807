package dev.lanyard.config;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Knows which hosts never leave this machine, without asking any name server. */
final class Loopback {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile("127(?:\\." + OCTET + "){3}");

    private Loopback() {}

    /**
     * Returns whether a host is 127.0.0.0/8, {@code ::1} or {@code localhost}.
     *
     * <p>A name under {@code .localhost} does not count: some resolvers ask the network for it, against RFC 6761.
     */
    static boolean isLoopback(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return bare.equals("::1") || bare.equalsIgnoreCase("localhost") || V4.matcher(bare).matches();
    }

    /** Returns whether what is sent to that address could be read on the way: http, and not to this machine. */
    static boolean isExposed(URI url) {
        return !"https".equalsIgnoreCase(url.getScheme()) && !isLoopback(url.getHost());
    }

    /** Returns whether a host is a name under {@code .localhost}, which no public issuer can have. */
    static boolean isUnderLocalhost(String host) {
        return host.toLowerCase(Locale.ROOT).endsWith(".localhost");
    }
}
