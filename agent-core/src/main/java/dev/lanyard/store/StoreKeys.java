package dev.lanyard.store;

import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.Secret;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Holds the keys that a store encrypts with: the first writes, all of them read. To rotate, put a new key in front; entries are
 * encrypted anew whenever they are next changed or refreshed, after which the old key may go.
 *
 * <p>Written as {@code 2026-11:<base64 of 32 bytes>,2026-05:<base64 of 32 bytes>}. The name before the colon, 1 to 32 of
 * {@code A-Z a-z 0-9 . _ -}, is stored with every entry; the key never is. {@code openssl rand -base64 32} makes one.
 */
public final class StoreKeys {
    /** The variable that holds the keys. */
    public static final String VARIABLE = "LANYARD_STORE_KEY";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final int KEY_BYTES = 32;

    private final Map<String, SecretKey> byId;
    private final String currentId;

    private StoreKeys(Map<String, SecretKey> byId) {
        this.byId = byId;
        this.currentId = byId.keySet().iterator().next();
    }

    /**
     * Returns the keys in {@value #VARIABLE}.
     *
     * @throws CredentialException.Unavailable if the variable is missing or wrong
     */
    public static StoreKeys fromEnvironment(Map<String, String> environment) {
        String value = environment.get(VARIABLE);
        if (value == null || value.isBlank()) {
            throw wrong("it is not set");
        }
        try {
            return parse(Secret.of(value.strip()));
        } catch (IllegalArgumentException e) {
            throw wrong("it holds a control character");
        }
    }

    /**
     * Returns the keys that a text lists, the one that writes first.
     *
     * @throws CredentialException.Unavailable if the text is wrong
     */
    public static StoreKeys parse(Secret text) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        for (String part : text.reveal().split(",", -1)) {
            int colon = part.indexOf(':');
            String id = colon < 0 ? "" : part.substring(0, colon).strip();
            if (!ID.matcher(id).matches()) {
                throw wrong("key number " + (keys.size() + 1) + " has no name");
            }
            if (keys.put(id, key(id, part.substring(colon + 1).strip())) != null) {
                throw wrong("two keys have the name '" + id + "'");
            }
        }
        return new StoreKeys(keys);
    }

    /** Returns one key that writes and reads. */
    static StoreKeys ofOne(String id, byte[] key) {
        return new StoreKeys(Map.of(id, new SecretKeySpec(key, "AES")));
    }

    String currentId() {
        return currentId;
    }

    Optional<SecretKey> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public String toString() {
        return "StoreKeys" + byId.keySet();
    }

    private static SecretKey key(String id, String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length != KEY_BYTES) {
                throw wrong("key '" + id + "' has " + bytes.length + " bytes, not " + KEY_BYTES);
            }
            return new SecretKeySpec(bytes, "AES");
        } catch (IllegalArgumentException e) {
            throw wrong("key '" + id + "' is not base64");
        }
    }

    private static CredentialException.Unavailable wrong(String why) {
        return new CredentialException.Unavailable(VARIABLE,
                "The token store cannot be opened with the keys of " + VARIABLE + ": " + why + ".",
                "Write them as NAME:BASE64,NAME:BASE64 with 32 bytes each, the newest first; 'openssl rand -base64 32' makes one.",
                null);
    }
}
