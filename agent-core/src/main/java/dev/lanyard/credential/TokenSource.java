package dev.lanyard.credential;

import dev.lanyard.credential.Credential.AccessToken;

/** Gets a new token from its issuer each time it is asked; keeping it is the cache's work. */
@FunctionalInterface
public interface TokenSource {
    /**
     * Returns a token that the issuer has just given; blocks on the network.
     *
     * @throws CredentialException if the issuer gives none
     */
    AccessToken acquire(CredentialRequest request);
}
