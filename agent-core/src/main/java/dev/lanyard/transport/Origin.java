package dev.lanyard.transport;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Is the scheme, host and port of an address (RFC 6454, section 4); a secret never crosses from one to another. */
record Origin(String scheme, String host, int port) {
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

    static Origin of(URI uri) {
        String scheme = lower(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, lower(uri.getHost()), port);
    }

    /** Says whether the host can only be this machine: {@code localhost}, a name under it, or a loopback address. */
    boolean isLoopback() {
        return host.equals("localhost") || host.endsWith(".localhost") || host.equals("[::1]")
                || LOOPBACK.matcher(host).matches();
    }

    @Override
    public String toString() {
        boolean usual = port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }

    private static String lower(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
