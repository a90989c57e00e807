package dev.lanyard.server.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lanyard.server.http.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.crypto.spec.SecretKeySpec;

/**
 * Reads hostile headers: values in Base64, session ids, states of a request and tools' own definitions. Nothing that we did not
 * seal passes, and nothing but an error of JSON-RPC comes out.
 */
public final class HeaderValueFuzz {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "HmacSHA256");
    private static final SessionSeal SESSIONS = new SessionSeal("s", KEY, Duration.ofHours(1), CLOCK);
    private static final RequestStateSeal STATES = new RequestStateSeal("s", KEY, Duration.ofHours(1), CLOCK);

    private HeaderValueFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            HeaderValue.decode("Mcp-Name", text);
        } catch (JsonRpcError e) {
            // What the client is told.
        }
        if (SESSIONS.check(text, Caller.anonymous()).isPresent()) {
            throw new AssertionError("A session that we did not open: " + text);
        }
        try {
            STATES.open(text, Caller.anonymous(), "tools/call", StrictJson.object());
            throw new AssertionError("A state that we did not seal: " + text);
        } catch (JsonRpcError e) {
            // What the client is told.
        }
        try {
            ParameterHeader.allOf(StrictJson.read(bytes));
        } catch (JsonProcessingException e) {
            // Not a schema.
        }
    }
}
