package dev.lanyard.tools;

import dev.lanyard.connection.ToolPin;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps how the tools of each server described themselves when they were approved. Thread-safe. */
public interface ToolPinStore {
    /**
     * Says whose pins of what server. Another address is another server, whatever its name.
     *
     * @param user who approved, empty for the one who runs the program
     * @param server the server's name in the configuration
     * @param address where it is, or the command that starts it
     */
    record Key(String user, String server, String address) {}

    /** Returns the pins of a server by the name of the tool, empty if the server has never been seen. */
    Optional<Map<String, ToolPin>> find(Key key);

    /** Replaces the pins of a server. A store that cannot keep them says so once and goes on in memory. */
    void keep(Key key, Map<String, ToolPin> pins);

    /** Returns a store that lasts as long as the process. */
    static ToolPinStore inMemory() {
        Map<Key, Map<String, ToolPin>> kept = new ConcurrentHashMap<>();
        return new ToolPinStore() {
            @Override
            public Optional<Map<String, ToolPin>> find(Key key) {
                return Optional.ofNullable(kept.get(key));
            }

            @Override
            public void keep(Key key, Map<String, ToolPin> pins) {
                kept.put(key, Map.copyOf(pins));
            }
        };
    }
}
