package dev.lanyard.store;

import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads hostile files of a token store. The first byte chooses: the name of an entry, the list of keys, an entry as the file
 * holds it, or an entry of ours that another hand changed. Only what we sealed opens.
 */
public final class StoredEntryFuzz {
    private static final StoreKeys KEYS = StoreKeys.ofOne("k", new byte[32]);
    private static final TokenStore.Key ENTRY = new TokenStore.Key(TokenStore.Kind.TOKENS,
            new CredentialKey("https://id.example.com", "c", "https://mcp.example.com", List.of("a", "b"), "alice"));
    private static final EntrySeal SEAL = new EntrySeal();
    private static final byte[] SEALED = sealed();

    private StoredEntryFuzz() {}

    private static byte[] sealed() {
        try {
            return SEAL.seal(ENTRY, Secret.of("value"), KEYS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        byte[] rest = bytes.length == 0 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
        switch (bytes.length == 0 ? 0 : bytes[0] & 3) {
            case 0 -> EntryName.key(rest).ifPresent(key -> {
                if (!EntryName.key(EntryName.of(key).encoded()).orElseThrow().equals(key)) {
                    throw new AssertionError("Another key: " + key);
                }
            });
            case 1 -> keys(rest);
            case 2 -> absent(rest);
            default -> absent(changed(rest));
        }
    }

    private static void keys(byte[] bytes) {
        try {
            StoreKeys keys = StoreKeys.parse(Secret.of(new String(bytes, StandardCharsets.UTF_8)));
            if (keys.byId(keys.currentId()).isEmpty()) {
                throw new AssertionError("No key to write with: " + keys);
            }
        } catch (CredentialException.Unavailable | IllegalArgumentException e) {
            return; // What the store reports.
        }
    }

    private static void absent(byte[] file) {
        if (Arrays.equals(file, SEALED)) {
            return;
        }
        // Name and value are sealed apart: a change to the value leaves the name, and the other way round.
        boolean whole = SEAL.open(ENTRY, file, KEYS).isPresent() && SEAL.key(file, KEYS).isPresent();
        if (whole || SEAL.key(file, KEYS).filter(key -> !key.equals(ENTRY)).isPresent()) {
            throw new AssertionError("Opened what was not sealed");
        }
    }

    /** Returns our entry with each pair of bytes as a place and what is put there. */
    private static byte[] changed(byte[] changes) {
        byte[] file = SEALED.clone();
        for (int i = 0; i + 1 < changes.length; i += 2) {
            file[Byte.toUnsignedInt(changes[i]) % file.length] = changes[i + 1];
        }
        return file;
    }
}
