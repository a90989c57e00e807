package dev.lanyard.server.authorization;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import dev.lanyard.server.auth.SecretHash;
import java.util.Set;

/** How a client proves itself at the token endpoint (RFC 6749, section 2.3; RFC 7591, section 2). */
sealed interface ClientProof {
    /** By nothing: it is a public client, and PKCE binds what it gets. */
    record None() implements ClientProof {}

    /** By a secret, sent in one of these ways. */
    record Shared(SecretHash hash, Set<ClientAuthenticationMethod> methods) implements ClientProof {
        public Shared {
            methods = Set.copyOf(methods);
        }
    }

    /** By an assertion that it signs (RFC 7523, section 2.2), {@code private_key_jwt}. */
    record Keys(JWKSet keys) implements ClientProof {}
}
