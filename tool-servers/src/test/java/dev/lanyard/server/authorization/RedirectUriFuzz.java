package dev.lanyard.server.authorization;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Compares hostile redirect addresses with registered ones: a code goes to no other host, and to no other path. */
public final class RedirectUriFuzz {
    private static final List<String> REGISTERED = List.of("https://app.example.com/callback",
            "http://127.0.0.1/callback", "com.example.app:/done");

    private RedirectUriFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String asked = new String(bytes, StandardCharsets.UTF_8);
        Optional<URI> match = RedirectUri.match(asked, REGISTERED);
        if (match.isPresent() && !REGISTERED.contains(asked)) {
            URI uri = match.get();
            if (!"127.0.0.1".equals(uri.getHost()) || !"/callback".equals(uri.getRawPath())
                    || uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
                throw new AssertionError("A code would go to " + uri);
            }
        }
    }
}
