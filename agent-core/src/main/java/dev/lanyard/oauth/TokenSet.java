package dev.lanyard.oauth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.Secret;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Is what an issuer gave in one answer.
 *
 * @param refresh what a new access token can be had for, or null if for nothing
 * @param scopes what the issuer says that it allows
 * @param key what the access token is bound to, or null for a bearer token
 */
record TokenSet(Secret access, Instant obtainedAt, Instant expiresAt, @Nullable Secret refresh, List<String> scopes,
        @Nullable DpopKey key) {
    TokenSet {
        scopes = List.copyOf(scopes);
    }

    AccessToken token() {
        return new AccessToken(access, obtainedAt, expiresAt, key);
    }

    /** Returns this answer with the refresh token of an earlier one, if it brought none of its own. */
    TokenSet after(TokenSet earlier) {
        return refresh != null
                ? this
                : new TokenSet(access, obtainedAt, expiresAt, earlier.refresh, scopes, key);
    }

    TokenSet withoutRefresh() {
        return new TokenSet(access, obtainedAt, expiresAt, null, scopes, key);
    }

    Secret write() {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("access", access.reveal())
                .put("obtained_at", obtainedAt.getEpochSecond())
                .put("expires_at", expiresAt.getEpochSecond());
        if (refresh != null) {
            json.put("refresh", refresh.reveal());
        }
        if (key != null) {
            json.put("dpop_key", key.write());
        }
        ArrayNode list = json.putArray("scopes");
        scopes.forEach(list::add);
        return Secret.of(json.toString());
    }

    /** Returns what was written, empty if it is something else. */
    static Optional<TokenSet> read(Secret written, java.time.Clock clock) {
        try {
            return StrictJson.object(written.reveal()).flatMap(json -> read(json, clock));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<TokenSet> read(ObjectNode json, java.time.Clock clock) {
        return StrictJson.text(json, "access").map(access -> {
            Instant obtained = Instant.ofEpochSecond(json.path("obtained_at").asLong());
            Instant expires = Instant.ofEpochSecond(json.path("expires_at").asLong());
            return new TokenSet(Secret.of(access), obtained,
                    expires.isAfter(obtained) ? expires : obtained.plusSeconds(1),
                    StrictJson.text(json, "refresh").map(Secret::of).orElse(null), StrictJson.texts(json, "scopes"),
                    StrictJson.text(json, "dpop_key").flatMap(key -> DpopKey.read(key, clock)).orElse(null));
        });
    }
}
