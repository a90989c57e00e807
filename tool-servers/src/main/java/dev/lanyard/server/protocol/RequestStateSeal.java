package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.TreeSet;
import javax.crypto.SecretKey;

/**
 * Makes the {@code requestState} that a client brings back with its answers (MCP 2026-07-28, Multi round-trip
 * requests: a server that relies on it must protect its integrity). Shape: {@code state.seconds.seal}.
 *
 * <p>The seal covers the server, the caller, the method, its name or URI, the arguments and the time at which it ends:
 * state of one call is no good for another user, another tool, other arguments or later. The client can read it.
 */
final class RequestStateSeal {
    private final Seal seal;
    private final Duration lifetime;
    private final Clock clock;

    RequestStateSeal(String serverName, SecretKey key, Duration lifetime, Clock clock) {
        this.seal = new Seal("request-state", serverName, key);
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** Returns the state, sealed for the next round of the same request of the same caller. */
    String close(String state, Caller caller, String method, ObjectNode params) {
        String said = Seal.BASE64.encodeToString(state.getBytes(StandardCharsets.UTF_8)) + "."
                + clock.instant().plus(lifetime).getEpochSecond();
        return said + "." + seal.of(caller, said, method, subject(params));
    }

    /**
     * Returns what was sealed.
     *
     * @throws JsonRpcError if it was changed, is too old, or belongs to another caller or request
     */
    String open(String sealed, Caller caller, String method, ObjectNode params) {
        int end = sealed.lastIndexOf('.');
        if (end < 0
                || !seal.holds(sealed.substring(end + 1), caller, sealed.substring(0, end), method, subject(params))) {
            throw JsonRpcError.invalidParams("'requestState' is not one that this server gave out for this request.");
        }
        String[] parts = sealed.substring(0, end).split("\\.", 2);
        if (!clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[1])))) {
            throw JsonRpcError.invalidParams("'requestState' has expired. Send the request again without it.");
        }
        return new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
    }

    /** Returns everything that makes the request this one, the same whatever the order of keys. */
    private static String subject(ObjectNode params) {
        ObjectNode subject = params.deepCopy();
        subject.remove("_meta");
        subject.remove("inputResponses");
        subject.remove("requestState");
        return StrictJson.text(sorted(subject));
    }

    private static JsonNode sorted(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = StrictJson.object();
                TreeSet<String> names = new TreeSet<>();
                object.fieldNames().forEachRemaining(names::add);
                names.forEach(name -> copy.set(name, sorted(object.path(name))));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode();
                array.forEach(item -> copy.add(sorted(item)));
                yield copy;
            }
            default -> value;
        };
    }
}
