package dev.lanyard.store;

import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs where no file may grow beyond a few KiB, and prints what a {@link FileTokenStore} makes of it. */
final class FullDisk {
    private FullDisk() {}

    /** Stores what fits, then twice what does not, then what fits again; takes the folder and the key file. */
    public static void main(String[] arguments) {
        AtomicInteger warnings = new AtomicInteger();
        TokenStore store = FileTokenStore.in(Path.of(arguments[0]), Path.of(arguments[1]),
                warning -> warnings.incrementAndGet());
        TokenStore.Key key = TokenStoreContract.ALICE;
        TokenStoreContract.put(store, key, "fits");
        TokenStoreContract.put(store, key, "x".repeat(100_000));
        store.update(key, present -> present.map(value -> Secret.of(value.reveal() + "y")));
        System.out.println(store.find(key).map(Secret::reveal).orElse("").length() + " " + warnings.get() + " "
                + TokenStoreContract.read(FileTokenStore.in(Path.of(arguments[0]), Path.of(arguments[1])), key));
        store.update(key, present -> Optional.of(Secret.of("fits again")));
        System.out.println(warnings.get());
    }
}
