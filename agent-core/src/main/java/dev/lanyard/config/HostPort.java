package dev.lanyard.config;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names where to connect, written {@code 127.0.0.1:8443} or {@code [::1]:8443}.
 *
 * @param host the host without brackets
 * @param port the port, 1 to 65535
 */
public record HostPort(String host, int port) {
    private static final Pattern SHAPE = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9.-]+)):(\\d{1,5})");

    /**
     * Checks the port.
     *
     * @throws IllegalArgumentException if the port is not between 1 and 65535
     */
    public HostPort {
        Objects.requireNonNull(host);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }

    /** Returns the host and port that a text names, or empty if it is not of that shape. */
    public static Optional<HostPort> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String bracketed = matcher.group(1);
        int port = Integer.parseInt(matcher.group(3));
        if (port < 1 || port > 65535) {
            return Optional.empty();
        }
        return Optional.of(new HostPort(bracketed == null ? matcher.group(2) : bracketed, port));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
