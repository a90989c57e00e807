package dev.lanyard.server.auth;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.protocol.Authenticator;
import dev.lanyard.server.protocol.Caller;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets in who shows a known key in a header.
 *
 * <p>Only hashes are kept. Every key is compared, each in constant time, and a missing, a wrong and a doubled key get the
 * same answer: a 401 whose challenge names the header, {@code WWW-Authenticate: ApiKey header="x-api-key"}. The scheme is
 * our own; RFC 9110, section 11.6.1, requires a challenge and none is registered for keys.
 */
public final class ApiKeyAuthenticator implements Authenticator {
    private final String header;
    private final Map<String, SecretHash> hashesByOwner;

    private ApiKeyAuthenticator(String header, Map<String, SecretHash> hashesByOwner) {
        this.header = header;
        this.hashesByOwner = hashesByOwner;
    }

    /**
     * Returns an authenticator for these keys.
     *
     * @param header the header that holds the key, such as {@code x-api-key}
     * @param keysByOwner each key under the name of who it was given to, which becomes the caller's subject
     * @throws IllegalArgumentException if there is no key or one is blank
     */
    public static ApiKeyAuthenticator of(String header, Map<String, String> keysByOwner) {
        if (keysByOwner.isEmpty() || keysByOwner.values().stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("A key is missing or blank. Give at least one key, none of them blank.");
        }
        return new ApiKeyAuthenticator(header,
                keysByOwner.entrySet()
                        .stream()
                        .collect(
                                Collectors.toUnmodifiableMap(Map.Entry::getKey,
                                        entry -> SecretHash.of(entry.getValue()))));
    }

    @Override
    public Caller authenticate(HttpExchange exchange) {
        List<String> shown = exchange.headers(header);
        SecretHash hash = SecretHash.of(shown.size() == 1 ? shown.getFirst() : "");
        List<String> owners = hashesByOwner.entrySet()
                .stream()
                .filter(entry -> entry.getValue().equals(hash))
                .map(Map.Entry::getKey)
                .toList();
        if (owners.isEmpty()) {
            throw new HttpRefusal(401, "unauthorized", "Send a valid key in the header '" + header + "', once.",
                    Map.of("WWW-Authenticate", "ApiKey header=\"" + header + "\""));
        }
        return new Caller(Caller.Kind.API_KEY, owners.getFirst(), owners.getFirst(), Set.of());
    }
}
