package dev.lanyard.server.protocol;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds the memory that is kept for clients: in all, for one caller and for one account. Safe for use by several threads. */
final class ByteBudget {
    private final Map<Caller, Long> byCaller = new ConcurrentHashMap<>();
    private final AtomicLong all = new AtomicLong();
    private final long most;
    private final long mostOfCaller;
    private final long mostOfAccount;

    ByteBudget(long most, long mostOfCaller, long mostOfAccount) {
        this.most = most;
        this.mostOfCaller = mostOfCaller;
        this.mostOfAccount = mostOfAccount;
    }

    /** Opens an account of a caller; whoever opens it closes it. */
    Account open(Caller caller) {
        return new Account(caller.principal());
    }

    /** Returns how much is taken in all. */
    long taken() {
        return all.get();
    }

    /** What one stream takes. */
    final class Account {
        private final Caller principal;
        private long taken;

        private Account(Caller principal) {
            this.principal = principal;
        }

        /** Takes bytes if there are so many left, and returns whether it did. */
        synchronized boolean take(int bytes) {
            if (taken + bytes > mostOfAccount) {
                return false;
            }
            taken += bytes;
            long ofAll = all.addAndGet(bytes);
            long ofCaller = byCaller.merge(principal, (long) bytes, Long::sum);
            if (ofAll > most || ofCaller > mostOfCaller) {
                give(bytes);
                return false;
            }
            return true;
        }

        private void give(long bytes) {
            taken -= bytes;
            all.addAndGet(-bytes);
            byCaller.computeIfPresent(principal, (key, before) -> before > bytes ? before - bytes : null);
        }

        /** Gives everything back. */
        synchronized void close() {
            give(taken);
        }
    }
}
