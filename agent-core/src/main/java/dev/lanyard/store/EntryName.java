package dev.lanyard.store;

import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.TokenStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Names an entry outside this process. Every part counts with its length and each of its UTF-16 units, so that two keys share a
 * name only if they are equal, whatever odd text they hold.
 */
final class EntryName {
    /** Keys beyond this are not stored. */
    static final int MAX_BYTES = 64 * 1024;

    private final byte[] encoded;
    private final byte[] hash;

    private EntryName(byte[] encoded) {
        this.encoded = encoded;
        this.hash = sha256(encoded);
    }

    static EntryName of(TokenStore.Key key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(out, key.kind().name());
            text(out, key.entry().issuer());
            text(out, key.entry().client());
            text(out, key.entry().resource());
            out.writeInt(key.entry().scopes().size());
            for (String scope : key.entry().scopes()) {
                text(out, scope);
            }
            text(out, key.entry().user());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EntryName(bytes.toByteArray());
    }

    /** Returns the key that was encoded, empty if these bytes are no key. */
    static Optional<TokenStore.Key> key(byte[] encoded) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            TokenStore.Kind kind = TokenStore.Kind.valueOf(text(in));
            String issuer = text(in);
            String client = text(in);
            String resource = text(in);
            int count = in.readInt();
            List<String> scopes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                scopes.add(text(in));
            }
            return Optional
                    .of(new TokenStore.Key(kind, new CredentialKey(issuer, client, resource, scopes, text(in))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the whole key, for the associated data of what is encrypted. */
    byte[] encoded() {
        return encoded.clone();
    }

    boolean tooLong() {
        return encoded.length > MAX_BYTES;
    }

    /** Returns 64 hexadecimal digits. */
    String hex() {
        return HexFormat.of().formatHex(hash);
    }

    /** Returns where in a lock file the entry is locked, from 0 to 2^62 - 1. */
    long position() {
        return ByteBuffer.wrap(hash).getLong() >>> 2;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.writeInt(text.length());
        out.writeChars(text);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available() / 2) {
            throw new IOException("The length is wrong");
        }
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(in.readChar());
        }
        return text.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
