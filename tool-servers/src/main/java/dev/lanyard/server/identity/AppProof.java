package dev.lanyard.server.identity;

import com.nimbusds.jose.jwk.JWKSet;
import dev.lanyard.server.auth.SecretHash;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an app proves itself with at the token endpoint. */
public sealed interface AppProof {
    /**
     * A client secret.
     *
     * @param hash what the secret is compared with
     * @param end when it ends, or null if it does not
     */
    record Secret(SecretHash hash, @Nullable Instant end) implements AppProof {}

    /** A certificate, whose key signs a JWT (RFC 7523, section 2.2) that names it by {@code x5t#S256} or {@code x5t}. */
    record Certificate(X509Certificate certificate) implements AppProof {}

    /**
     * Trust in the tokens of another issuer (workload identity federation): a token of its for this subject and audience is
     * the proof.
     *
     * @param issuer the {@code iss}
     * @param subject the {@code sub}
     * @param audience the {@code aud}, by convention {@code api://AzureADTokenExchange}
     * @param keys the issuer's public keys
     */
    record Federated(String issuer, String subject, String audience, JWKSet keys) implements AppProof {}

    /** Being this machine: a managed identity, which has no credential that could be shown. */
    enum Machine implements AppProof {
        /** The machine's own, used when a request names none. */
        SYSTEM_ASSIGNED,
        /** One of those given to it, used when a request names it. */
        USER_ASSIGNED
    }
}
