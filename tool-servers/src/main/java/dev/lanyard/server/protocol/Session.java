package dev.lanyard.server.protocol;

import java.time.Instant;

/**
 * What a session id says, once its seal is checked.
 *
 * @param nonce tells the session from every other
 * @param issuedAt when it began, to the second
 * @param version the revision negotiated
 */
record Session(String nonce, Instant issuedAt, ProtocolVersion version) {}
