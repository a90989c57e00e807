package dev.lanyard.oauth;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says what may pass for a page that a user is sent to: an https address without user info; or http on this machine, if the
 * server that leads there is on this machine, too.
 */
final class SignInPage {
    private SignInPage() {}

    static boolean isOne(URI page, URI server) {
        String scheme = page.getScheme() == null ? "" : page.getScheme().toLowerCase(Locale.ROOT);
        String host = page.getHost();
        boolean plain = scheme.equals("http") && isLoopback(host) && isLoopback(server.getHost());
        return host != null && page.getRawUserInfo() == null && (scheme.equals("https") || plain);
    }

    private static boolean isLoopback(@Nullable String host) {
        return host != null && (host.equalsIgnoreCase("localhost") || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}"));
    }
}
