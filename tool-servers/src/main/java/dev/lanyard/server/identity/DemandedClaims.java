package dev.lanyard.server.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.StrictJson;

/**
 * Is what a request's {@code claims} (OpenID Connect Core 1.0, section 5.5) demand of the sign-in: what a challenge asked for
 * comes back here.
 *
 * @param mfa whether a second factor
 * @param recent whether one that is newer than the challenge
 */
record DemandedClaims(boolean mfa, boolean recent) {
    /** Reads the parameter, which is empty where it was not sent. */
    static DemandedClaims read(String claims) throws EntraRefusal {
        if (claims.isEmpty()) {
            return new DemandedClaims(false, false);
        }
        try {
            JsonNode access = StrictJson.object(claims).path("access_token");
            return new DemandedClaims(access.has("capolids") || access.has("acrs"), access.has("nbf"));
        } catch (IllegalArgumentException malformed) {
            throw EntraRefusal.claimsMalformed();
        }
    }
}
