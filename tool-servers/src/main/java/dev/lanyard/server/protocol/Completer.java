package dev.lanyard.server.protocol;

import java.util.List;

/** Suggests values for something that is filled in (MCP 2025-11-25, Completion). Called in parallel; may block. */
@FunctionalInterface
public interface Completer {
    /** Suggests nothing. */
    Completer NONE = (caller, begun) -> List.of();

    /** Returns the values that go with what has been typed so far, best first; the first 100 are sent. */
    List<String> complete(Caller caller, String begun);
}
