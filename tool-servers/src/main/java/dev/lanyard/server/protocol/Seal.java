package dev.lanyard.server.protocol;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Seals what goes to a client and must come back unchanged, with HMAC-SHA-256 (RFC 2104). Each part is preceded by its
 * length, so that no two lists of parts are sealed alike; the purpose keeps seals of one kind from being used as
 * another.
 */
final class Seal {
    static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String purpose;
    private final String serverName;
    private final SecretKey key;

    Seal(String purpose, String serverName, SecretKey key) {
        this.purpose = purpose;
        this.serverName = serverName;
        this.key = key;
    }

    /** Returns whether a seal is that of the parts for the caller; takes the same time whatever is wrong. */
    boolean holds(String seal, Caller caller, String... parts) {
        return MessageDigest.isEqual(seal.getBytes(StandardCharsets.UTF_8),
                of(caller, parts).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the seal of the parts for the caller, in Base64 for URLs. */
    String of(Caller caller, String... parts) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            for (String part : new String[]{purpose, serverName, caller.kind().name(), caller.subject(),
                    caller.client()}) {
                write(out, part);
            }
            for (String part : parts) {
                write(out, part);
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return BASE64.encodeToString(mac.doFinal(bytes.toByteArray()));
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException("Sealing failed.", impossible);
        }
    }

    private static void write(DataOutputStream out, String part) throws IOException {
        byte[] text = part.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
    }
}
