package dev.lanyard.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Notices clients that go away while they are being answered. While a handler works, Jetty reads nothing from an HTTP/1.1
 * connection, so that its end would be noticed only by writing; here every connection that is watched is looked at four
 * times a second, all by one task, which costs a call that is over before then next to nothing.
 *
 * <p>A client that closes its sending side only counts as gone, as it does with Go's {@code net/http}. Safe for use by
 * several threads.
 */
final class DisconnectWatch {
    private static final long PERIOD_MILLIS = 250;

    private final Set<Watched> all = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Scheduler scheduler;
    private final Executor executor;

    DisconnectWatch(Scheduler scheduler, Executor executor) {
        this.scheduler = scheduler;
        this.executor = executor;
    }

    /**
     * Watches a connection whose request has been read to its end, until {@link Watched#stop}.
     *
     * @param action what is run, once, when the client has gone
     */
    Watched watch(Connection connection, Runnable action) {
        Watched watched = new Watched(connection, action);
        all.add(watched);
        schedule();
        return watched;
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            scheduler.schedule(this::sweep, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        all.removeIf(Watched::isDone);
        scheduled.set(false);
        if (!all.isEmpty()) {
            schedule();
        }
    }

    /** One connection that is watched. */
    final class Watched {
        private final Connection connection;
        private final Runnable action;
        private boolean done;

        private Watched(Connection connection, Runnable action) {
            this.connection = connection;
            this.action = action;
        }

        /** Leaves the connection to Jetty again; when this returns, nobody else reads from it. */
        void stop() {
            all.remove(this);
            synchronized (this) {
                done = true;
            }
        }

        private synchronized boolean isDone() {
            done = done || look();
            return done;
        }

        private boolean look() {
            EndPoint endPoint = connection.getEndPoint();
            ByteBuffer one = BufferUtil.allocate(1);
            try {
                int count = endPoint.fill(one);
                if (count == 0) {
                    return false;
                }
                if (count > 0) {
                    giveBack(endPoint, one);
                    return true;
                }
            } catch (IOException reset) {
                // The client is as gone as one that closed in good order.
            }
            executor.execute(action);
            return true;
        }

        /** The client is there and sends its next request already: its first byte goes where Jetty will read on. */
        private void giveBack(EndPoint endPoint, ByteBuffer one) {
            if (connection instanceof Connection.UpgradeTo target) {
                target.onUpgradeTo(one);
            }
            if (one.hasRemaining()) {
                endPoint.close();
            }
        }
    }
}
