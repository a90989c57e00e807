package dev.lanyard.server.auth;

import dev.lanyard.server.http.HttpRefusal;
import java.net.URI;
import java.util.Collection;
import java.util.Map;

/**
 * Refuses a request with a challenge that says all a client needs to come back with the right token (RFC 6750, section 3;
 * RFC 9728, section 5.1): {@code Bearer resource_metadata="…", scope="execute", error="invalid_token",
 * error_description="…"}.
 */
final class BearerChallenge {
    private final String hints;

    BearerChallenge(ProtectedResourceMetadata metadata) {
        this(metadata.location(), metadata.scopes());
    }

    BearerChallenge(URI metadata, Collection<String> scopes) {
        this.hints = "resource_metadata=\"" + metadata + "\", scope=\"" + String.join(" ", scopes) + "\"";
    }

    /** RFC 6750, section 3.1: a request without any credential gets no error code. */
    HttpRefusal missing() {
        return new HttpRefusal(401, "unauthorized", "Send an access token in the header 'Authorization: Bearer'.",
                Map.of("WWW-Authenticate", "Bearer " + hints));
    }

    /** RFC 6750, section 3.1: the request is malformed, such as by two tokens. */
    HttpRefusal malformed(String description) {
        return refusal(400, "invalid_request", description);
    }

    /** RFC 6750, section 3.1: the token is expired, malformed, for another, or otherwise not valid. */
    HttpRefusal invalid(String description) {
        return refusal(401, "invalid_token", description);
    }

    /** RFC 6750, section 3.1, and MCP 2025-11-25, Authorization, scope challenge: a valid token that may not do this. */
    HttpRefusal insufficient(String permission) {
        return refusal(403, "insufficient_scope", "The access token has neither scope nor role '" + permission + "'.");
    }

    /** RFC 6750, section 3: a description has no quotation mark, no backslash and only printable ASCII. */
    private HttpRefusal refusal(int status, String error, String description) {
        String printable = description.replaceAll("[^ -~]|[\"\\\\]", "?");
        return new HttpRefusal(status, error, description, Map.of("WWW-Authenticate",
                "Bearer " + hints + ", error=\"" + error + "\", error_description=\"" + printable + "\""));
    }
}
