package dev.lanyard.msal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.ITokenCacheAccessContext;
import com.microsoft.aad.msal4j.MsalClientException;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps MSAL's cache of one user in the token store. Two processes may write at once: each brings in what it added and
 * takes out what it removed, while nobody else can change the entry. One instance serves one client of MSAL.
 */
final class StoredCache implements ITokenCacheAccessAspect {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ACCESS_TOKENS = "AccessToken";
    private static final String REFRESH_TOKENS = "RefreshToken";

    private final TokenStore store;
    private final TokenStore.Key key;
    private final Clock clock;
    private final boolean refreshable;
    private String seen = "{}";

    /**
     * Creates the keeper of one client's cache.
     *
     * @param refreshable whether refresh tokens are kept; not where something else stands in for them, as they would pile up
     */
    StoredCache(TokenStore store, TokenStore.Key key, Clock clock, boolean refreshable) {
        this.store = store;
        this.key = key;
        this.clock = clock;
        this.refreshable = refreshable;
    }

    @Override
    public synchronized void beforeCacheAccess(ITokenCacheAccessContext context) {
        seen = store.find(key).map(Secret::reveal).orElse("{}");
        try {
            context.tokenCache().deserialize(seen);
        } catch (MsalClientException e) {
            // It was written by something else than MSAL: the user signs in once more.
            seen = "{}";
            context.tokenCache().deserialize(seen);
        }
    }

    @Override
    public synchronized void afterCacheAccess(ITokenCacheAccessContext context) {
        if (!context.hasCacheChanged()) {
            return;
        }
        ObjectNode before = parse(seen);
        String written = context.tokenCache().serialize();
        var unused = store.update(key, present -> Optional.of(Secret.of(
                tidied(merged(present.map(Secret::reveal).map(StoredCache::parse).orElseGet(JSON::createObjectNode),
                        before, parse(written))).toString())));
        seen = written;
    }

    /** Returns what is present now, with the difference between before and after applied to it. */
    static ObjectNode merged(ObjectNode present, ObjectNode before, ObjectNode after) {
        List<String> sections = new ArrayList<>();
        before.fieldNames().forEachRemaining(sections::add);
        after.fieldNames().forEachRemaining(sections::add);
        for (String section : sections) {
            ObjectNode kept = present.withObjectProperty(section);
            JsonNode old = before.path(section);
            JsonNode next = after.path(section);
            for (Map.Entry<String, JsonNode> entry : next.properties()) {
                if (!entry.getValue().equals(old.get(entry.getKey()))) {
                    kept.set(entry.getKey(), entry.getValue());
                }
            }
            for (Map.Entry<String, JsonNode> entry : old.properties()) {
                if (!next.has(entry.getKey())) {
                    kept.remove(entry.getKey());
                }
            }
        }
        return present;
    }

    /** MSAL takes out nothing that has ended. */
    private ObjectNode tidied(ObjectNode cache) {
        long now = clock.instant().getEpochSecond();
        if (cache.get(ACCESS_TOKENS) instanceof ObjectNode tokens) {
            List<String> ended = tokens.properties()
                    .stream()
                    .filter(token -> token.getValue().path("expires_on").asLong() <= now)
                    .map(Map.Entry::getKey)
                    .toList();
            tokens.remove(ended);
        }
        if (!refreshable) {
            cache.remove(REFRESH_TOKENS);
        }
        return cache;
    }

    /** Says whether every access token of a cache ended before an instant; a cache is never written without one. */
    static boolean isOver(Secret cache, Instant before) {
        return parse(cache.reveal()).path(ACCESS_TOKENS)
                .properties()
                .stream()
                .allMatch(token -> token.getValue().path("expires_on").asLong() < before.getEpochSecond());
    }

    static ObjectNode parse(String json) {
        try {
            return JSON.readTree(json) instanceof ObjectNode object ? object : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
