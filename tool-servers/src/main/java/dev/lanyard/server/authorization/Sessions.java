package dev.lanyard.server.authorization;

import dev.lanyard.server.http.HttpExchange;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows browsers by a cookie that scripts cannot read and other sites cannot send along with a form. Signing in changes its
 * value, so that one planted before is worth nothing. Thread-safe.
 */
final class Sessions {
    private static final Duration LIFETIME = Duration.ofHours(8);
    private static final int LIMIT = 10_000;

    /**
     * A browser.
     *
     * @param seal what its forms must show, and what binds to it whatever it has begun
     * @param user who is signed in, if anyone is
     */
    record Session(String seal, @Nullable User user) {}

    private final ExpiringStore<Session> sessions;
    private final String cookie;
    private final String attributes;

    Sessions(AuthorizationSettings settings) {
        this.sessions = new ExpiringStore<>(settings.clock(), LIMIT);
        boolean secure = "https".equals(settings.issuer().getScheme());
        // RFC 6265bis, section 4.1.3.2: __Host- needs Secure and the whole path. Cookies do not mind the port, names do.
        this.cookie = secure ? "__Host-lanyard" : "lanyard-" + settings.issuer().getPort();
        this.attributes = (secure ? "; Path=/; Secure" : "; Path=" + settings.path("/"))
                + "; HttpOnly; SameSite=Lax";
    }

    Optional<Session> find(HttpExchange exchange) {
        return value(exchange).flatMap(sessions::find);
    }

    /** Returns the session of a browser, a new one if it has none. */
    Session open(HttpExchange exchange) {
        return find(exchange).orElseGet(() -> set(exchange, new Session(RandomValue.create(), null)));
    }

    /** Notes who is signed in from now on; null for nobody. */
    Session change(HttpExchange exchange, Session session, @Nullable User user) {
        value(exchange).ifPresent(sessions::take);
        return set(exchange, new Session(session.seal(), user));
    }

    private Session set(HttpExchange exchange, Session session) {
        String value = RandomValue.create();
        sessions.put(value, session, LIFETIME);
        exchange.addHeader("Set-Cookie", cookie + "=" + value + attributes);
        return session;
    }

    private Optional<String> value(HttpExchange exchange) {
        return exchange.headers("Cookie")
                .stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(cookie + "="))
                .map(pair -> pair.substring(cookie.length() + 1))
                .findFirst();
    }
}
