package dev.lanyard.connection;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Is what the user went to addresses for and a server has not yet said to be done; the latest {@value #MOST} of it. Safe for use by
 * several threads.
 */
final class AgreedUrls {
    static final int MOST = 64;

    private final SequencedMap<String, Elicitation.Url> byId = new LinkedHashMap<>();

    /** Adds one, unless it has no id. */
    synchronized void add(Elicitation.Url url) {
        if (!url.id().isEmpty()) {
            byId.putLast(url.id(), url);
            if (byId.size() > MOST) {
                byId.pollFirstEntry();
            }
        }
    }

    /** Removes and returns one, or nothing if there is none of that id (MCP 2025-11-25, Elicitation: clients must ignore it). */
    synchronized Optional<Elicitation.Url> remove(String id) {
        return Optional.ofNullable(byId.remove(id));
    }
}
