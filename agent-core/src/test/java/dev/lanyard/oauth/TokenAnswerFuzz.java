package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads hostile answers of a token endpoint: a token ends, and what is kept of it is read back the same. */
public final class TokenAnswerFuzz {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Duration LONGEST = Duration.ofDays(90);

    private TokenAnswerFuzz() {}

    /** Takes any bytes; the first says whether the status is that of an error. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        TokenAnswer answer;
        try {
            HTTPResponse response = new HTTPResponse(bytes.length > 0 && bytes[0] == 'e' ? 400 : 200);
            response.setBody(new String(bytes, StandardCharsets.UTF_8));
            answer = TokenEndpoint.read(response, NOW, null);
        } catch (ParseException | IOException | IllegalArgumentException e) {
            return; // What TokenEndpoint reports without a word of the answer.
        }
        if (answer instanceof TokenAnswer.Granted(TokenSet tokens)) {
            Duration lifetime = tokens.token().lifetime();
            if (lifetime.compareTo(LONGEST) > 0 || tokens.access().reveal().isEmpty() || tokens.key() != null) {
                throw new AssertionError("Not a token: " + tokens);
            }
            if (!TokenSet.read(tokens.write(), Clock.fixed(NOW, ZoneOffset.UTC)).equals(Optional.of(tokens))) {
                throw new AssertionError("Kept otherwise: " + tokens);
            }
        }
    }
}
