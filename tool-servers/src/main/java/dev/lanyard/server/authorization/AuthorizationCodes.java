package dev.lanyard.server.authorization;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Gives out authorization codes and takes each back once (RFC 6749, section 4.1.2; RFC 7636): for the same client, redirect
 * URI and verifier, within a minute. A code that comes back a second time ends all that came of it. Thread-safe.
 */
final class AuthorizationCodes {
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    /** As long as a client could have kept a code for a replay to be of interest. */
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int LIMIT = 10_000;

    private record Issued(Grant grant, URI redirectUri, CodeChallenge challenge) {}

    private final ExpiringStore<Issued> open;
    private final ExpiringStore<String> used;
    private final TokenFamilies families;

    AuthorizationCodes(Clock clock, TokenFamilies families) {
        this.open = new ExpiringStore<>(clock, LIMIT);
        this.used = new ExpiringStore<>(clock, LIMIT);
        this.families = families;
    }

    String issue(Grant grant, URI redirectUri, CodeChallenge challenge) {
        String code = RandomValue.create();
        open.put(code, new Issued(grant, redirectUri, challenge), LIFETIME);
        return code;
    }

    /** Returns what a code stands for. Whatever is wrong with the request, the code is spent. */
    synchronized Grant redeem(AuthorizationCodeGrant presented, Client client) {
        String code = presented.getAuthorizationCode().getValue();
        Optional<Issued> found = open.take(code);
        if (found.isEmpty()) {
            used.find(code).ifPresent(families::revoke);
            throw OAuthRefusal.grant("The code is unknown, was used already or has expired. Ask the user again.");
        }
        Issued issued = found.get();
        used.put(code, issued.grant().family(), REMEMBERED);
        if (!issued.grant().clientId().equals(client.id())) {
            throw OAuthRefusal.grant("The code was given to another client.");
        }
        if (!issued.redirectUri().equals(presented.getRedirectionURI())) {
            throw OAuthRefusal.grant("The parameter 'redirect_uri' is not that of the authorization request.");
        }
        if (presented.getCodeVerifier() == null || !CodeChallenge
                .compute(CodeChallengeMethod.S256, presented.getCodeVerifier())
                .equals(issued.challenge())) {
            throw OAuthRefusal.grant("The parameter 'code_verifier' does not fit the code challenge.");
        }
        return issued.grant();
    }
}
