package dev.lanyard.oauth;

import dev.lanyard.credential.UserInteraction.SignIn;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is a sign-in that is about to be made.
 *
 * @param issuer the authorization server
 * @param legacy whether it has no metadata
 * @param resource the resource to name, empty for none
 * @param scopes what to ask for
 * @param bound whether the token is to be bound to a key (RFC 9449)
 * @param reason why now, or null for the first sign-in
 */
record Plan(IssuerMetadata issuer, boolean legacy, String resource, List<String> scopes, boolean bound,
        @Nullable String reason) {
    Plan {
        scopes = List.copyOf(scopes);
    }

    SignIn signIn(String server) {
        return new SignIn(server, URI.create(issuer.issuer()), scopes, reason);
    }

    Binding binding(String client) {
        return new Binding(issuer.issuer(), legacy, client, resource, scopes);
    }
}
