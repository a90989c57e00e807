package dev.lanyard.server.protocol;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Makes session ids that carry what they mean, sealed with HMAC-SHA-256, so that sessions take no memory and any node that
 * has the key knows them. Shape: {@code nonce.seconds.version.seal}.
 *
 * <p>The seal covers the server's name and the caller as well: an id that another principal shows is not valid (MCP
 * 2025-11-25, Security best practices, session hijacking: bind session ids to the user).
 */
final class SessionSeal {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final String serverName;
    private final SecretKey key;
    private final Duration lifetime;
    private final Clock clock;

    SessionSeal(String serverName, SecretKey key, Duration lifetime, Clock clock) {
        this.serverName = serverName;
        this.key = key;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** Returns the id of a new session. */
    String open(Caller caller, ProtocolVersion version) {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        String said = BASE64.encodeToString(nonce) + "." + clock.instant().getEpochSecond() + "." + version.wire();
        return said + "." + seal(said, caller);
    }

    /** Returns the session of an id, or nothing if the id is forged, expired or another principal's. */
    Optional<Session> check(String id, Caller caller) {
        int end = id.lastIndexOf('.');
        if (end < 0 || id.length() > 200 || !same(id.substring(end + 1), seal(id.substring(0, end), caller))) {
            return Optional.empty();
        }
        String[] parts = id.substring(0, end).split("\\.", 3);
        Instant issuedAt = Instant.ofEpochSecond(Long.parseLong(parts[1]));
        return ProtocolVersion.of(parts[2])
                .filter(version -> clock.instant().isBefore(issuedAt.plus(lifetime)))
                .map(version -> new Session(parts[0], issuedAt, version));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String seal(String said, Caller caller) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            for (String part : new String[]{said, serverName, caller.kind().name(), caller.subject(),
                    caller.client()}) {
                byte[] text = part.getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return BASE64.encodeToString(mac.doFinal(bytes.toByteArray()));
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException("Sealing a session id failed.", impossible);
        }
    }
}
