package dev.lanyard.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * MCP 2026-07-28, Multi round-trip requests: state that a server relies on must not be changed nor used for anything
 * else.
 */
class RequestStateSealTest {
    private static final Instant NOW = Instant.parse("2026-08-01T00:00:00Z");
    private static final Caller ALICE = new Caller(Caller.Kind.TOKEN, "alice", "app", Set.of("read"));
    private static final String NOT_OURS = "'requestState' is not one that this server gave out for this request.";
    private static final String CALL = "{\"name\":\"pay\",\"arguments\":{\"to\":\"bob\",\"amount\":1}}";

    private final RequestStateSeal seal = at(NOW, "expenses", 0);
    private final String sealed = seal.close("asked", ALICE, "tools/call", json(CALL));

    private static RequestStateSeal at(Instant now, String server, int key) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) key;
        return new RequestStateSeal(server, new SecretKeySpec(bytes, "HmacSHA256"), Duration.ofMinutes(10),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static ObjectNode json(String text) {
        return StrictJson.object(text);
    }

    @Test
    void opensWhatItClosedForTheSameRequest() {
        ObjectNode retry = json("""
                                {"requestState":"x","arguments":{"amount":1,"to":"bob"},"inputResponses":{"a":{}},
                                 "_meta":{"progressToken":7},"name":"pay"}""");

        assertThat(seal.open(sealed, ALICE, "tools/call", retry)).isEqualTo("asked");
    }

    @Test
    void opensForTheSameUserWithARenewedCredential() {
        Caller renewed = new Caller(Caller.Kind.TOKEN, "alice", "app", Set.of("read", "write"));

        assertThat(seal.open(sealed, renewed, "tools/call", json(CALL))).isEqualTo("asked");
    }

    @Test
    void refusesChangedState() {
        String other = seal.close("paid", ALICE, "tools/call", json(CALL));
        String swapped = other.substring(0, other.lastIndexOf('.')) + sealed.substring(sealed.lastIndexOf('.'));
        String later = sealed.replaceFirst("\\.\\d+\\.", ".99999999999.");
        for (String forged : new String[]{swapped, later, sealed + "-TAMPERED", "x" + sealed, "", ".", "..", "a.b.c",
                sealed.toUpperCase(java.util.Locale.ROOT)}) {
            assertThatThrownBy(() -> seal.open(forged, ALICE, "tools/call", json(CALL))).as(forged)
                    .isInstanceOf(JsonRpcError.class)
                    .hasMessage(NOT_OURS);
        }
    }

    @Test
    void refusesTheStateOfAnotherUserOrClient() {
        for (Caller other : new Caller[]{new Caller(Caller.Kind.TOKEN, "mallory", "app", Set.of()),
                new Caller(Caller.Kind.TOKEN, "alice", "other-app", Set.of()),
                new Caller(Caller.Kind.API_KEY, "alice", "app", Set.of()), Caller.anonymous()}) {
            assertThatThrownBy(() -> seal.open(sealed, other, "tools/call", json(CALL))).hasMessage(NOT_OURS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"pay\",\"arguments\":{\"to\":\"bob\",\"amount\":1000}}",
            "{\"name\":\"pay\",\"arguments\":{\"to\":\"eve\",\"amount\":1}}",
            "{\"name\":\"pay\",\"arguments\":{\"to\":\"bob\"}}", "{\"name\":\"pay\"}",
            "{\"name\":\"refund\",\"arguments\":{\"to\":\"bob\",\"amount\":1}}"})
    void refusesTheStateOfAnotherRequest(String params) {
        assertThatThrownBy(() -> seal.open(sealed, ALICE, "tools/call", json(params))).hasMessage(NOT_OURS);
        assertThatThrownBy(() -> seal.open(sealed, ALICE, "prompts/get", json(CALL))).hasMessage(NOT_OURS);
    }

    @Test
    void refusesTheStateOfAnotherServerOrKey() {
        assertThatThrownBy(() -> at(NOW, "profile", 0).open(sealed, ALICE, "tools/call", json(CALL)))
                .hasMessage(NOT_OURS);
        assertThatThrownBy(() -> at(NOW, "expenses", 1).open(sealed, ALICE, "tools/call", json(CALL)))
                .hasMessage(NOT_OURS);
    }

    @Test
    void refusesStateWhoseTimeIsOver() {
        Instant end = NOW.plus(Duration.ofMinutes(10));

        assertThat(at(end.minusSeconds(1), "expenses", 0).open(sealed, ALICE, "tools/call", json(CALL)))
                .isEqualTo("asked");
        assertThatThrownBy(() -> at(end, "expenses", 0).open(sealed, ALICE, "tools/call", json(CALL)))
                .hasMessage("'requestState' has expired. Send the request again without it.");
    }

    /** A session id is no state, though both are sealed with one key. */
    @Test
    void refusesASealOfAnotherPurpose() {
        SecretKeySpec key = new SecretKeySpec(new byte[32], "HmacSHA256");
        String said = sealed.substring(0, sealed.lastIndexOf('.'));
        String session = said + "." + new Seal("session", "expenses", key).of(ALICE, said, "tools/call", CALL);

        assertThatThrownBy(() -> seal.open(session, ALICE, "tools/call", json(CALL))).hasMessage(NOT_OURS);
    }
}
