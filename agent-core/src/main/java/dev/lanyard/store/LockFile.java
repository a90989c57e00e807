package dev.lanyard.store;

import dev.lanyard.file.AtomicFile;
import dev.lanyard.file.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Locks positions of one file against the threads of this process and against other processes. The file stays empty; a lock ends
 * with the process that holds it, however that ends.
 */
final class LockFile {
    /** The position that stands for the whole store; entries lie before it. */
    static final long STORE = Long.MAX_VALUE - 1;

    /**
     * One for each file, for as long as the process lives: POSIX gives a file's locks to the process, not to the channel, and
     * drops all of them when the process closes any channel on that file.
     */
    private static final ConcurrentMap<Path, LockFile> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private static final int LONGEST_WAIT_MILLIS = 40;

    private final Path path;
    private final LocalLocks<Long> threads = new LocalLocks<>();
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable Opened opened;

    private record Opened(FileChannel channel, @Nullable Object identity) {}

    private LockFile(Path path) {
        this.path = path;
    }

    static LockFile of(Path path) {
        return IN_THIS_PROCESS.computeIfAbsent(path.toAbsolutePath().normalize(), LockFile::new);
    }

    /** A lock that is held; close it on the thread that took it. */
    static final class Held implements AutoCloseable {
        private final LocalLocks<Long>.Held local;
        private final @Nullable FileLock shared;
        private final @Nullable IOException failure;

        private Held(LocalLocks<Long>.Held local, @Nullable FileLock shared, @Nullable IOException failure) {
            this.local = local;
            this.shared = shared;
            this.failure = failure;
        }

        /** Fails if only the threads of this process are kept out. */
        void requireProcesses() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public void close() {
            try {
                if (shared != null) {
                    shared.release();
                }
            } catch (IOException e) {
                // The channel is gone and its locks with it.
            } finally {
                local.close();
            }
        }
    }

    /** Waits for a position, without limit, and locks it; against threads only where the file cannot be locked. */
    Held hold(long position) {
        LocalLocks<Long>.Held local = threads.hold(position);
        if (local.nested()) {
            return new Held(local, null, null);
        }
        try {
            return new Held(local, lock(position), null);
        } catch (IOException e) {
            return new Held(local, null, e);
        } catch (RuntimeException e) {
            local.close();
            throw e;
        }
    }

    private FileLock lock(long position) throws IOException {
        try (Patience patience = new Patience(LONGEST_WAIT_MILLIS)) {
            while (true) {
                Opened file = open();
                FileLock lock = tryLock(file.channel(), position);
                if (lock == null) {
                    patience.await();
                } else if (Objects.equals(file.identity(), identity())) {
                    return lock;
                } else {
                    // Somebody removed the folder; a lock on what is no longer there keeps nobody out.
                    lock.release();
                }
            }
        }
    }

    /** Polls, because a blocking lock closes its channel when the thread is interrupted and pins a virtual thread. */
    private static @Nullable FileLock tryLock(FileChannel channel, long position) throws IOException {
        try {
            return channel.tryLock(position, 1, false);
        } catch (OverlappingFileLockException e) {
            // The same file under another name, in this process.
            return null;
        }
    }

    private Opened open() throws IOException {
        opening.lock();
        try {
            OwnerOnly.makeFolder(AtomicFile.folderOf(path));
            if (opened == null || OwnerOnly.file(path).isEmpty() || !Objects.equals(opened.identity(), identity())) {
                FileChannel channel = FileChannel.open(path,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                        OwnerOnly.forNewFile(path));
                opened = new Opened(channel, identity());
            }
            return opened;
        } finally {
            opening.unlock();
        }
    }

    private @Nullable Object identity() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
        } catch (NoSuchFileException e) {
            return "gone";
        }
    }
}
