package dev.lanyard.oauth;

import dev.lanyard.credential.Secret;

/** Says how a client proves at the token endpoint that it is itself (OAuth 2.1, section 2.4). */
public sealed interface ClientProof {
    /** Says where a secret goes. */
    enum Place {
        /** Where the issuer says that it takes one; in the header if it does not say. */
        ANY,
        /** {@code client_secret_basic}. */
        HEADER,
        /** {@code client_secret_post}. */
        BODY
    }

    /** By nothing: a public client. */
    record None() implements ClientProof {}

    /**
     * By a secret that the issuer gave it.
     *
     * @param place where it goes
     */
    record SharedSecret(Secret secret, Place place) implements ClientProof {}

    /**
     * By a signed assertion (RFC 7523, section 2.2).
     *
     * @param key a private key, PKCS#8 in PEM or a JWK
     * @param algorithm such as {@code ES256}
     */
    record PrivateKey(Secret key, String algorithm) implements ClientProof {}
}
