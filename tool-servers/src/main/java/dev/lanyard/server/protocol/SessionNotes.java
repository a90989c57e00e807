package dev.lanyard.server.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What sessions asked to be remembered: their log level and the resources they listen to. Only sessions that ask take
 * memory, the latest 10,000 of them. Bound to this process.
 */
final class SessionNotes {
    private static final int MOST_SESSIONS = 10_000;
    private static final int MOST_RESOURCES = 1_000;

    private static final class Note {
        private LogLevel level = LogLevel.INFO;
        private final Set<String> uris = ConcurrentHashMap.newKeySet();
    }

    private final Map<String, Note> notes = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Note> eldest) {
            return size() > MOST_SESSIONS;
        }
    };

    /** MCP 2025-11-25, Logging: until a level is set the server decides, here for {@code info}. */
    synchronized boolean logs(Session session, LogLevel level) {
        return find(session).map(note -> note.level).orElse(LogLevel.INFO).compareTo(level) <= 0;
    }

    synchronized void logFrom(Session session, LogLevel level) {
        note(session).level = level;
    }

    /**
     * Remembers that a session listens to a resource.
     *
     * @throws JsonRpcError if it listens to too many
     */
    synchronized void subscribe(Session session, String uri) {
        Set<String> uris = note(session).uris;
        if (uris.size() >= MOST_RESOURCES && !uris.contains(uri)) {
            throw JsonRpcError.invalidParams("A session listens to at most " + MOST_RESOURCES + " resources.");
        }
        uris.add(uri);
    }

    synchronized void unsubscribe(Session session, String uri) {
        find(session).ifPresent(note -> note.uris.remove(uri));
    }

    /** Returns whether a session wants to be told of a change. */
    synchronized boolean wants(Session session, Change change) {
        return !(change instanceof Change.Updated(String uri))
                || find(session).filter(note -> note.uris.contains(uri)).isPresent();
    }

    synchronized void forget(Session session) {
        notes.remove(session.nonce());
    }

    private Optional<Note> find(Session session) {
        return Optional.ofNullable(notes.get(session.nonce()));
    }

    private Note note(Session session) {
        return notes.computeIfAbsent(session.nonce(), nonce -> new Note());
    }
}
