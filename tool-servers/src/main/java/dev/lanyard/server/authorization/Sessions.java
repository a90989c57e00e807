package dev.lanyard.server.authorization;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.Parameters;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows browsers by a cookie that scripts cannot read and other sites cannot send along with a form. Signing in changes its
 * value, so that one planted before is worth nothing. Thread-safe.
 */
public final class Sessions {
    private static final Duration LIFETIME = Duration.ofHours(8);
    private static final int LIMIT = 10_000;

    /**
     * A browser.
     *
     * @param seal what its forms must show, and what binds to it whatever it has begun
     * @param user who is signed in, if anyone is
     */
    public record Session(String seal, @Nullable User user) {
        /**
         * Refuses a form that was not made for this browser.
         *
         * @throws HttpRefusal with 403 if the form shows another seal
         */
        public void requireSeal(Parameters form) {
            boolean same = MessageDigest.isEqual(seal.getBytes(StandardCharsets.UTF_8),
                    form.required("seal").getBytes(StandardCharsets.UTF_8));
            if (!same) {
                throw new HttpRefusal(403, "access_denied", "This form was not made for this browser. Start again.");
            }
        }
    }

    private final ExpiringStore<Session> sessions;
    private final String cookie;
    private final String attributes;

    /** Creates the sessions of the pages below a URI. */
    public Sessions(URI base, Clock clock) {
        this.sessions = new ExpiringStore<>(clock, LIMIT);
        boolean secure = "https".equals(base.getScheme());
        // RFC 6265bis, section 4.1.3.2: __Host- needs Secure and the whole path. Cookies do not mind the port, names do.
        this.cookie = secure ? "__Host-lanyard" : "lanyard-" + base.getPort();
        this.attributes = (secure ? "; Path=/; Secure" : "; Path=" + base.getRawPath() + "/")
                + "; HttpOnly; SameSite=Lax";
    }

    /** Returns the session of a browser, if it has one. */
    public Optional<Session> find(HttpExchange exchange) {
        return value(exchange).flatMap(sessions::find);
    }

    /** Returns the session of a browser, a new one if it has none. */
    public Session open(HttpExchange exchange) {
        return find(exchange).orElseGet(() -> set(exchange, new Session(RandomValue.create(), null)));
    }

    /** Notes who is signed in from now on; null for nobody. */
    public Session change(HttpExchange exchange, Session session, @Nullable User user) {
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
