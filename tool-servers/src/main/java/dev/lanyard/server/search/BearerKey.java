package dev.lanyard.server.search;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.protocol.Authenticator;
import dev.lanyard.server.protocol.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;

/** Takes one key in {@code Authorization: Bearer} (RFC 6750, section 2.1), as Tavily does. Thread-safe. */
public final class BearerKey implements Authenticator {
    private static final Caller CALLER = new Caller(Caller.Kind.API_KEY, "tavily", "tavily", Set.of());
    private final byte[] expected;

    /** Creates an authenticator that knows one key. */
    public BearerKey(String key) {
        this.expected = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Caller authenticate(HttpExchange exchange) {
        byte[] presented = exchange.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, presented)) {
            throw new HttpRefusal(401, "invalid_token", "Send the key as Authorization: Bearer.",
                    Map.of("WWW-Authenticate", "Bearer realm=\"tavily\""));
        }
        return CALLER;
    }
}
