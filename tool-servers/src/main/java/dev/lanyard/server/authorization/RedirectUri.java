package dev.lanyard.server.authorization;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Compares and checks redirect URIs (RFC 9700, section 4.1; RFC 8252, section 7). */
final class RedirectUri {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern PRINTABLE = Pattern.compile("[!-~&&[^\\\\*\"<>]]{1,2000}");
    /** RFC 8252, section 7.1: a private-use scheme is a domain name in reverse, so that it has a dot. */
    private static final Pattern PRIVATE_USE = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+");

    private RedirectUri() {}

    /** Returns whether a URI is at this machine over plain http. */
    static boolean isLoopback(URI uri) {
        return "http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
    }

    /** Parses a URI that a client may register, or returns nothing if codes must not be sent there. */
    static Optional<URI> registrable(String text) {
        return parse(text).filter(uri -> {
            String scheme = Objects.requireNonNullElse(uri.getScheme(), "");
            boolean web = scheme.equals("https") && uri.getHost() != null;
            return web || isLoopback(uri) || (PRIVATE_USE.matcher(scheme).matches() && !uri.isOpaque());
        });
    }

    /**
     * Returns the URI of a request if one of those registered is the same, character by character. The one exception is
     * the port of a loopback address, which the system chooses (RFC 8252, section 7.3).
     */
    static Optional<URI> match(String asked, List<String> registered) {
        return registrable(asked).filter(uri -> registered.stream()
                .anyMatch(known -> known.equals(asked)
                        || parse(known).filter(own -> differsInPort(own, uri)).isPresent()));
    }

    private static boolean differsInPort(URI known, URI asked) {
        return isLoopback(known) && isLoopback(asked) && known.getHost().equals(asked.getHost())
                && known.getRawPath().equals(asked.getRawPath())
                && Objects.equals(known.getRawQuery(), asked.getRawQuery());
    }

    /** Returns what of a redirect URI a person should see: its host, or the scheme of a program's own. */
    static String shown(URI uri) {
        return uri.getHost() == null ? uri.getScheme() + ":" : uri.getHost();
    }

    /** Parses an absolute URI without user info and fragment, in the only way that it can be read. */
    private static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean plain = PRINTABLE.matcher(text).matches() && uri.isAbsolute() && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && uri.getScheme().equals(uri.getScheme().toLowerCase(Locale.ROOT))
                    && (uri.getRawAuthority() == null || uri.getHost() != null);
            return plain ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }
}
