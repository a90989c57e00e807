package dev.lanyard.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.oauth2.sdk.ParseException;
import dev.lanyard.credential.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Is what an issuer gave for a sign-in on another device (RFC 8628, section 3.2), within bounds.
 *
 * @param userCode what the user types there
 * @param whole a page that has the code already, or null if there is none
 * @param interval how long to wait between two questions
 */
record DeviceAnswer(Secret code, String userCode, URI page, @Nullable URI whole, Duration lifetime,
        Duration interval) {
    private static final Pattern CODE = Pattern.compile("[\\x21-\\x7E][\\x20-\\x7E]{0,62}");
    private static final long LEAST_SECONDS = 1;
    private static final long MOST_SECONDS = 60;
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /**
     * Reads an answer.
     *
     * @param server which leads to the page, and decides with it whether it may be shown ({@link SignInPage})
     * @throws ParseException if something is missing or unfit to be shown
     * @throws IllegalArgumentException if the device code is no secret that can be sent
     */
    static DeviceAnswer read(ObjectNode json, URI server) throws ParseException {
        String code = StrictJson.text(json, "device_code").orElseThrow(() -> new ParseException("no device_code"));
        String shown = StrictJson.text(json, "user_code")
                .filter(text -> CODE.matcher(text).matches())
                .orElseThrow(() -> new ParseException("no user_code"));
        URI page = page(StrictJson.text(json, "verification_uri"), server)
                .orElseThrow(() -> new ParseException("no verification_uri"));
        return new DeviceAnswer(Secret.of(code), shown, page,
                page(StrictJson.text(json, "verification_uri_complete"), server).orElse(null),
                Duration.ofSeconds(Math.max(1, Math.min(json.path("expires_in").asLong(600), LONGEST.toSeconds()))),
                bounded(json.path("interval").asLong(5)));
    }

    /** Returns a time to wait that neither floods the issuer nor keeps the user. */
    static Duration bounded(long seconds) {
        return Duration.ofSeconds(Math.max(LEAST_SECONDS, Math.min(seconds, MOST_SECONDS)));
    }

    private static Optional<URI> page(Optional<String> text, URI server) {
        return text.flatMap(written -> {
            try {
                URI page = new URI(written);
                return SignInPage.isOne(page, server) ? Optional.of(page) : Optional.empty();
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        });
    }
}
