package dev.lanyard.store;

import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts entries with AES-256-GCM (NIST SP 800-38D). An entry opens only under the key that it was stored under: the format's
 * version, the encryption key's name and the whole entry key are associated data. What does not open is absent.
 *
 * <pre>
 * 1 byte   version of this format, 1
 * 1 byte   length of the encryption key's name, then the name in ASCII
 * 4 bytes  length of the next part
 * …        nonce (12 bytes), encrypted entry key, tag (16 bytes)
 * …        nonce (12 bytes), encrypted value in UTF-8, tag (16 bytes)
 * </pre>
 */
final class EntrySeal {
    static final int MAX_VALUE_BYTES = 1024 * 1024;
    /** What a stored entry may take at most. */
    static final int MAX_BYTES = MAX_VALUE_BYTES + EntryName.MAX_BYTES + 128;

    private static final byte VERSION = 1;
    private static final byte NAME = 'n';
    private static final byte VALUE = 'v';
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    /**
     * Encrypts an entry.
     *
     * @throws IOException if the key or the value is too large
     */
    byte[] seal(TokenStore.Key key, Secret value, StoreKeys keys) throws IOException {
        EntryName name = EntryName.of(key);
        byte[] text = value.reveal().getBytes(StandardCharsets.UTF_8);
        if (name.tooLong() || text.length > MAX_VALUE_BYTES) {
            throw new IOException("the entry is larger than " + MAX_VALUE_BYTES + " bytes");
        }
        SecretKey with = keys.byId(keys.currentId()).orElseThrow();
        byte[] header = header(keys.currentId());
        byte[] sealedName = encrypt(with, name.encoded(), header, NAME, new byte[0]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header);
        out.writeBytes(ByteBuffer.allocate(4).putInt(sealedName.length).array());
        out.writeBytes(sealedName);
        out.writeBytes(encrypt(with, text, header, VALUE, name.encoded()));
        return out.toByteArray();
    }

    /** Returns the value, empty if it was stored under another key, was changed, or needs an encryption key that is not there. */
    Optional<Secret> open(TokenStore.Key key, byte[] sealed, StoreKeys keys) {
        return Parts.of(sealed)
                .flatMap(parts -> parts.open(parts.value, VALUE, EntryName.of(key).encoded(), keys))
                .flatMap(EntrySeal::secret);
    }

    /** Returns the key that an entry was stored under, empty if that cannot be told. */
    Optional<TokenStore.Key> key(byte[] sealed, StoreKeys keys) {
        return Parts.of(sealed)
                .flatMap(parts -> parts.open(parts.name, NAME, new byte[0], keys))
                .flatMap(EntryName::key);
    }

    /** Returns whether the key that writes encrypted this entry. */
    boolean isCurrent(byte[] sealed, StoreKeys keys) {
        return Parts.of(sealed).filter(parts -> parts.keyId.equals(keys.currentId())).isPresent();
    }

    private static final class Parts {
        private final String keyId;
        private final byte[] name;
        private final byte[] value;

        private Parts(String keyId, byte[] name, byte[] value) {
            this.keyId = keyId;
            this.name = name;
            this.value = value;
        }

        static Optional<Parts> of(byte[] sealed) {
            ByteBuffer in = ByteBuffer.wrap(sealed);
            if (in.remaining() < 2 || in.get() != VERSION) {
                return Optional.empty();
            }
            int idLength = Byte.toUnsignedInt(in.get());
            if (in.remaining() < idLength + 4) {
                return Optional.empty();
            }
            byte[] id = new byte[idLength];
            in.get(id);
            int nameLength = in.getInt();
            if (nameLength < 0 || nameLength > in.remaining()) {
                return Optional.empty();
            }
            byte[] name = new byte[nameLength];
            in.get(name);
            byte[] value = new byte[in.remaining()];
            in.get(value);
            return Optional.of(new Parts(new String(id, StandardCharsets.US_ASCII), name, value));
        }

        Optional<byte[]> open(byte[] part, byte purpose, byte[] entry, StoreKeys keys) {
            return keys.byId(keyId).flatMap(with -> decrypt(with, part, header(keyId), purpose, entry));
        }
    }

    private static Optional<Secret> secret(byte[] text) {
        try {
            return Optional.of(Secret.of(new String(text, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] header(String keyId) {
        byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + id.length).put(VERSION).put((byte) id.length).put(id).array();
    }

    private byte[] encrypt(SecretKey with, byte[] clear, byte[] header, byte purpose, byte[] entry) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, with, nonce, header, purpose, entry).doFinal(clear);
            return ByteBuffer.allocate(NONCE_BYTES + encrypted.length).put(nonce).put(encrypted).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        }
    }

    private static Optional<byte[]> decrypt(SecretKey with, byte[] part, byte[] header, byte purpose, byte[] entry) {
        if (part.length < NONCE_BYTES + TAG_BYTES) {
            return Optional.empty();
        }
        try {
            byte[] nonce = Arrays.copyOf(part, NONCE_BYTES);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, with, nonce, header, purpose, entry)
                    .doFinal(part, NONCE_BYTES, part.length - NONCE_BYTES));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKey with, byte[] nonce, byte[] header, byte purpose, byte[] entry)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, with, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(new byte[]{purpose});
        cipher.updateAAD(entry);
        return cipher;
    }
}
