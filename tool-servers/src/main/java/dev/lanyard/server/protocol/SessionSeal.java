package dev.lanyard.server.protocol;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/**
 * Makes session ids that carry what they mean, sealed with HMAC-SHA-256, so that sessions take no memory and any node
 * that has the key knows them. Shape: {@code nonce.seconds.version.capabilities.seal}.
 *
 * <p>The seal covers the server's name and the caller as well: an id that another principal shows is not valid (MCP
 * 2025-11-25, Security best practices, session hijacking: bind session ids to the user).
 */
final class SessionSeal {
    private final SecureRandom random = new SecureRandom();
    private final Seal seal;
    private final Duration lifetime;
    private final Clock clock;

    SessionSeal(String serverName, SecretKey key, Duration lifetime, Clock clock) {
        this.seal = new Seal("session", serverName, key);
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** Returns the id of a new session with a client that offers these capabilities. */
    String open(Caller caller, ProtocolVersion version, Set<ClientCapability> capabilities) {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        String said = Seal.BASE64.encodeToString(nonce) + "." + clock.instant().getEpochSecond() + "." + version.wire()
                + "." + ClientCapability.letters(capabilities);
        return said + "." + seal.of(caller, said);
    }

    /** Returns the session of an id, or nothing if the id is forged, expired or another principal's. */
    Optional<Session> check(String id, Caller caller) {
        int end = id.lastIndexOf('.');
        if (end < 0 || id.length() > 200 || !seal.holds(id.substring(end + 1), caller, id.substring(0, end))) {
            return Optional.empty();
        }
        String[] parts = id.substring(0, end).split("\\.", 4);
        Instant issuedAt = Instant.ofEpochSecond(Long.parseLong(parts[1]));
        return ProtocolVersion.of(parts[2])
                .filter(version -> clock.instant().isBefore(issuedAt.plus(lifetime)))
                .map(version -> new Session(parts[0], issuedAt, version, ClientCapability.ofLetters(parts[3])));
    }
}
