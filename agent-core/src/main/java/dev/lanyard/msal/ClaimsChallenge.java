package dev.lanyard.msal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.aad.msal4j.ClaimsRequest;
import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.CredentialRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes what a server or Entra demands beyond an ordinary sign-in (Conditional Access, continuous access
 * evaluation): {@code WWW-Authenticate: Bearer error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="}.
 */
final class ClaimsChallenge {
    private static final int MAX_CHARS = 8 << 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String WANTS_USER = "interaction_required";

    private ClaimsChallenge() {}

    /** Says whether Entra itself has demanded the user, so that to try silently would bring the same as before. */
    static boolean wantsUser(CredentialRequest request) {
        return request.challenge().flatMap(Challenge::error).filter(WANTS_USER::equals).isPresent();
    }

    /** Returns the claims that the last refusal of a request demands, as JSON; empty if it demands none. */
    static Optional<String> of(CredentialRequest request) {
        return request.challenge()
                .flatMap(challenge -> challenge.parameter("claims"))
                .filter(claims -> claims.length() <= MAX_CHARS)
                .flatMap(ClaimsChallenge::decoded)
                .filter(claims -> request(claims).isPresent());
    }

    /** Returns the claims as MSAL takes them, empty if they are none. */
    static Optional<ClaimsRequest> request(String claims) {
        try {
            return Optional.ofNullable(ClaimsRequest.formatAsClaimsRequest(claims));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Returns claims, as JSON, with what MSAL says of itself elsewhere: that it understands claims challenges. */
    static String withCapabilities(String claims) {
        try {
            ObjectNode all = (ObjectNode) JSON.readTree(claims);
            all.withObjectProperty("access_token").putObject("xms_cc").putArray("values").add("cp1");
            return all.toString();
        } catch (JsonProcessingException | ClassCastException | UnsupportedOperationException e) {
            return claims;
        }
    }

    /** Returns a challenge that demands the claims. */
    static Challenge demanding(String claims) {
        return new Challenge(401,
                List.of(new Challenge.Scheme("Bearer", Map.of("error", WANTS_USER, "claims",
                        Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8))))));
    }

    private static Optional<String> decoded(String base64) {
        try {
            String plain = base64.replace('-', '+').replace('_', '/');
            return Optional.of(new String(Base64.getDecoder().decode(plain), StandardCharsets.UTF_8))
                    .filter(json -> json.startsWith("{"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
