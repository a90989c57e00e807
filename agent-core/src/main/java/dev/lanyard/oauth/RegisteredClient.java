package dev.lanyard.oauth;

import dev.lanyard.credential.Secret;

/**
 * Is a client that an issuer knows, with what proves that we are it.
 *
 * @param id the client id
 * @param proof what goes with it to the token endpoint
 */
public record RegisteredClient(String id, ClientProof proof) {
    /** Returns a client without a secret. */
    public static RegisteredClient open(String id) {
        return new RegisteredClient(id, new ClientProof.None());
    }

    /** Returns a client with a secret, sent in the way that the issuer prefers. */
    public static RegisteredClient withSecret(String id, Secret secret) {
        return new RegisteredClient(id, new ClientProof.SharedSecret(secret, ClientProof.Place.ANY));
    }
}
