package dev.lanyard.store;

import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.file.AtomicFile;
import dev.lanyard.file.OwnerOnly;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each entry in an encrypted file of a folder, for the one user of a machine and any number of processes.
 *
 * <p>Encryption with the key in the key file guards copies that lack it: backups, synchronised folders, commits. It does not
 * guard against other programs of the same user, which may read both. Keep the key file outside of the folder.
 *
 * <p>Files are replaced in one step and belong to their owner alone; symbolic links are refused. An entry that was changed by
 * another hand, or whose key file is lost, is absent. Where nothing can be stored, entries live as long as this object and one
 * warning says so. Thread-safe. Nothing is read before the first use, and nothing need be closed.
 *
 * <p>On Windows, access is what the folder inherits (a user's profile is closed to others), and a file may refuse to be replaced
 * in the moment that another process reads it.
 */
public final class FileTokenStore implements TokenStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileTokenStore.class);
    private static final String SUFFIX = ".entry";

    private final Path folder;
    private final KeyFile keyFile;
    private final EntrySeal seal = new EntrySeal();
    private final Unwritten unwritten;
    private volatile boolean swept;

    private FileTokenStore(Path folder, Path keyFile, Consumer<String> warnings) {
        this.folder = folder.toAbsolutePath().normalize();
        this.keyFile = new KeyFile(keyFile.toAbsolutePath().normalize());
        this.unwritten = new Unwritten(warnings);
    }

    /**
     * Returns the store in a folder of its own; warns through SLF4J.
     *
     * @param folder where the entries are, made when it is first needed
     * @param keyFile the file of the key, made when it is first needed; serves no other folder
     */
    public static FileTokenStore in(Path folder, Path keyFile) {
        return in(folder, keyFile, LOG::warn);
    }

    /**
     * Returns the store in a folder of its own.
     *
     * @param warnings gets at most one warning, which says what is wrong with the store and what to do; on any thread
     */
    public static FileTokenStore in(Path folder, Path keyFile, Consumer<String> warnings) {
        return new FileTokenStore(folder, keyFile, warnings);
    }

    @Override
    public Optional<Secret> find(Key key) {
        return Optional.ofNullable(unwritten.latest(key, stored(key)));
    }

    @Override
    public Optional<Secret> update(Key key, UnaryOperator<Optional<Secret>> change) {
        try (LockFile.Held held = locks().hold(EntryName.of(key).position())) {
            Secret stored = stored(key);
            Optional<Secret> next = change.apply(Optional.ofNullable(unwritten.latest(key, stored)));
            store(key, stored, next.orElse(null), held);
            return next;
        }
    }

    @Override
    public List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        try {
            Optional<StoreKeys> with = keyFile.read();
            if (with.isPresent() && OwnerOnly.folder(folder)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                    files.forEach(file -> key(file, with.get()).ifPresent(keys::add));
                }
            }
        } catch (DirectoryIteratorException e) {
            warn(new IOException(e.getMessage(), e));
        } catch (IOException e) {
            warn(e);
        }
        return unwritten.keys(keys);
    }

    private Optional<Key> key(Path file, StoreKeys with) {
        try {
            return AtomicFile.read(file, EntrySeal.MAX_BYTES)
                    .flatMap(sealed -> seal.key(sealed, with))
                    .filter(key -> file(key).equals(file));
        } catch (IOException e) {
            warn(e);
            return Optional.empty();
        }
    }

    /**
     * Returns whether what is stored outlives this object, as far as can be seen without storing anything. If not, the warning has
     * said why.
     */
    public boolean lasts() {
        try {
            requireWritable(OwnerOnly.folder(folder) ? folder : folder.getParent());
            if (keyFile.read().isEmpty()) {
                requireWritable(keyFile.folder());
            }
            return unwritten.isEmpty();
        } catch (IOException e) {
            warn(e);
            return false;
        }
    }

    private static void requireWritable(@Nullable Path folder) throws IOException {
        Path place = folder;
        while (place != null && Files.notExists(place)) {
            place = place.getParent();
        }
        if (place == null || !Files.isDirectory(place) || !Files.isWritable(place)) {
            throw new IOException("'" + place + "' is no folder that can be written to");
        }
    }

    private @Nullable Secret stored(Key key) {
        try {
            Optional<StoreKeys> with = keyFile.read();
            if (with.isEmpty() || !OwnerOnly.folder(folder)) {
                return null;
            }
            return AtomicFile.read(file(key), EntrySeal.MAX_BYTES)
                    .flatMap(sealed -> seal.open(key, sealed, with.get()))
                    .orElse(null);
        } catch (IOException e) {
            warn(e);
            return null;
        }
    }

    private void store(Key key, @Nullable Secret stored, @Nullable Secret wanted, LockFile.Held held) {
        try {
            if (!Objects.equals(stored, wanted)) {
                held.requireProcesses();
                write(key, wanted);
            }
            unwritten.forget(key);
        } catch (IOException e) {
            unwritten.keep(key, stored, wanted);
            warn(e);
        }
    }

    private void write(Key key, @Nullable Secret wanted) throws IOException {
        try (LockFile.Held all = locks().hold(LockFile.STORE)) {
            all.requireProcesses();
            if (!swept) {
                AtomicFile.sweep(folder, "");
                swept = true;
            }
            if (wanted == null) {
                AtomicFile.delete(file(key));
            } else {
                AtomicFile.write(file(key), seal.seal(key, wanted, keyFile.readOrCreate()));
            }
        }
    }

    private LockFile locks() {
        return LockFile.of(folder.resolve("lock"));
    }

    private Path file(Key key) {
        return folder.resolve(EntryName.of(key).hex() + SUFFIX);
    }

    private void warn(IOException failure) {
        unwritten.warn("Credentials cannot be stored in '" + folder + "' (" + reason(failure)
                + "); they will be gone when this program ends. Make the folder and '" + keyFile
                + "' yours alone and writable, or remove what is in the way.");
    }

    /** Names the file and the cause; messages of the file system often are nothing but the file's name. */
    private static String reason(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof FileSystemException
                ? failure.getClass().getSimpleName() + ": " + message
                : message;
    }
}
