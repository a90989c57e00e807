package dev.lanyard.server.protocol;

import java.time.Instant;
import java.util.Set;

/**
 * What a session id says, once its seal is checked.
 *
 * @param nonce tells the session from every other
 * @param issuedAt when it began, to the second
 * @param version the revision negotiated
 * @param capabilities what the client offers
 */
record Session(String nonce, Instant issuedAt, ProtocolVersion version, Set<ClientCapability> capabilities) {
    /** Copies the capabilities. */
    Session {
        capabilities = Set.copyOf(capabilities);
    }
}
