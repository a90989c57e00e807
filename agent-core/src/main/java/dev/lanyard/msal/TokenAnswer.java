package dev.lanyard.msal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * Checks a token endpoint's answer before MSAL takes it: a bearer token that fits into a header and ends at a sane time (RFC
 * 6749, sections 5.1 and 7.1; RFC 6750, section 2.1). MSAL itself looks at neither type nor range.
 */
final class TokenAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LONGEST_SECONDS = 10L * 365 * 24 * 3600;

    private TokenAnswer() {}

    /**
     * Looks at a body that came with status 200.
     *
     * @throws IOException if it holds no token that may be used; the message quotes nothing of it
     */
    static void check(String body) throws IOException {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IOException("the answer is not JSON");
        }
        if (!answer.isObject() || answer.has("error")) {
            throw new IOException("the answer is no token response");
        }
        if (!answer.path("token_type").asText("").equalsIgnoreCase("Bearer")) {
            throw new IOException("the answer's token is not of type Bearer");
        }
        if (!answer.path("access_token").isTextual() || !answer.path("access_token").textValue().matches("[!-~]+")) {
            throw new IOException("the answer's token cannot stand in a header");
        }
        String seconds = answer.path("expires_in").asText("");
        if (!seconds.matches("[0-9]{1,9}") || Long.parseLong(seconds) < 1
                || Long.parseLong(seconds) > LONGEST_SECONDS) {
            throw new IOException("the answer does not say when its token ends");
        }
    }
}
