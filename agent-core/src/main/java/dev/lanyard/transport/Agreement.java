package dev.lanyard.transport;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds what was agreed on with a server, made by one caller while the others wait, and replaced once however many callers
 * find that it no longer holds. Thread-safe.
 *
 * @param <T> what was agreed on; two agreements are never equal
 */
final class Agreement<T> {
    private final String server;
    private final String method;
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> making = new AtomicReference<>();
    private volatile @Nullable T current;

    /** Creates one that is still to be made, by the given method of the protocol. */
    Agreement(String server, String method) {
        this.server = server;
        this.method = method;
    }

    /**
     * Returns the agreement in force, making it if there is none, or if it is the lost one.
     *
     * @throws TransportException if the call ends before the agreement is made, or making it fails
     */
    T other(@Nullable T lost, Call call, Supplier<T> make) {
        while (true) {
            Optional<T> inForce = inForce(lost);
            if (inForce.isPresent()) {
                return inForce.get();
            }
            CompletableFuture<Boolean> mine = new CompletableFuture<>();
            CompletableFuture<Boolean> theirs = making.compareAndExchange(null, mine);
            if (theirs == null) {
                try {
                    return inForce(lost).orElseGet(() -> made(make.get()));
                } finally {
                    making.set(null);
                    mine.complete(true);
                }
            }
            await(theirs, call);
        }
    }

    /** Ends the agreement and returns it, empty if there was none. */
    Optional<T> end() {
        Optional<T> last = Optional.ofNullable(current);
        current = null;
        return last;
    }

    private Optional<T> inForce(@Nullable T lost) {
        return Optional.ofNullable(current).filter(agreed -> !agreed.equals(lost));
    }

    private T made(T fresh) {
        current = fresh;
        return fresh;
    }

    /** Waits for another caller, but no longer than the call does. */
    private void await(CompletableFuture<Boolean> theirs, Call call) {
        try {
            var unused = CompletableFuture.anyOf(theirs, call.ended()).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cancel("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("Neither of the two ever fails", e);
        }
        if (call.isEnded()) {
            throw ReplyReader.ended(server, method, call);
        }
    }
}
