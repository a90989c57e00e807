package dev.lanyard.credential;

import java.net.URI;

/** Proves, request by request, that who presents a token is whom it was given to (RFC 9449). Thread-safe. */
public interface RequestProof {
    /**
     * Returns the proof for one request, which no other request may carry.
     *
     * @param target the address that the request goes to
     * @param token the token that the request presents
     */
    String proof(String method, URI target, Secret token);

    /** Hears the nonce that the server wants in the next proof (RFC 9449, section 9). */
    void nonce(URI target, String nonce);
}
