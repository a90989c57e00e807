package dev.lanyard.connection;

import dev.lanyard.transport.Call;
import java.util.function.Supplier;

/** Stands around every use of a connection, so that one that nobody uses can be told from one that somebody does. */
interface ConnectionUse {
    /** Does the work that needs the connection; it stays open as long as the work lasts. */
    <T> T during(ServerConnection connection, Call call, Supplier<T> work);

    /** Returns one for connections that stay open until their owner closes them. */
    static ConnectionUse owned() {
        return new ConnectionUse() {
            @Override
            public <T> T during(ServerConnection connection, Call call, Supplier<T> work) {
                return work.get();
            }
        };
    }
}
