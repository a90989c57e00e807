package dev.lanyard.store;

import dev.lanyard.file.AtomicFile;
import dev.lanyard.file.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds the random key of a {@link FileTokenStore}, as {@code lanyard-key-1 <base64 of 32 bytes>} in a file of its own. */
final class KeyFile {
    private static final Pattern CONTENT = Pattern.compile("lanyard-key-1 ([A-Za-z0-9+/]{43}=)\\s*");
    private static final int MAX_BYTES = 256;
    private static final int KEY_BYTES = 32;
    private static final String KEY_ID = "file";

    private final Path file;
    private volatile @Nullable Loaded loaded;

    /** A key and the file that it was read from, so that a file which another process replaced is read again. */
    private record Loaded(@Nullable Object identity, FileTime modified, StoreKeys keys) {
        boolean isFrom(BasicFileAttributes found) {
            return Objects.equals(identity, found.fileKey()) && modified.equals(found.lastModifiedTime());
        }
    }

    KeyFile(Path file) {
        this.file = file;
    }

    /**
     * Returns the key, empty if there is none.
     *
     * @throws IOException if the file cannot be read or holds something else
     */
    Optional<StoreKeys> read() throws IOException {
        Optional<BasicFileAttributes> found = OwnerOnly.file(file);
        if (found.isEmpty() || found.get().size() == 0) {
            return Optional.empty();
        }
        Loaded known = loaded;
        if (known == null || !known.isFrom(found.get())) {
            known = new Loaded(found.get().fileKey(), found.get().lastModifiedTime(), parse());
            loaded = known;
        }
        return Optional.of(known.keys());
    }

    /** Returns the key and makes one if there is none; the caller holds the store's lock. */
    StoreKeys readOrCreate() throws IOException {
        Optional<StoreKeys> found = read();
        if (found.isPresent()) {
            return found.get();
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path folder = folder();
        OwnerOnly.makeFolder(folder);
        AtomicFile.sweep(folder, file.getFileName() + ".");
        String content = "lanyard-key-1 " + Base64.getEncoder().encodeToString(key) + "\n";
        AtomicFile.write(file, content.getBytes(StandardCharsets.US_ASCII));
        return StoreKeys.ofOne(KEY_ID, key);
    }

    /** Returns the folder that the file is in. */
    Path folder() {
        return AtomicFile.folderOf(file);
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private StoreKeys parse() throws IOException {
        byte[] content = AtomicFile.read(file, MAX_BYTES).orElseThrow(() -> new IOException("'" + file + "' vanished"));
        Matcher matcher = CONTENT.matcher(new String(content, StandardCharsets.US_ASCII));
        if (!matcher.matches()) {
            throw new IOException("'" + file + "' holds no key that this version understands");
        }
        return StoreKeys.ofOne(KEY_ID, Base64.getDecoder().decode(matcher.group(1)));
    }
}
