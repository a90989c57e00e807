package dev.lanyard.server.protocol;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;

/** Gives out session ids and finds the session of a request (MCP 2025-11-25, Transports, session management). */
final class SessionGate {
    static final String HEADER = "Mcp-Session-Id";

    private final SessionSeal seal;
    private final EndedSessions ended = new EndedSessions();

    SessionGate(SessionSeal seal) {
        this.seal = seal;
    }

    SessionSeal seal() {
        return seal;
    }

    /** Makes a session end before its time. */
    void end(Session session) {
        ended.add(session);
    }

    /**
     * Returns the session that a request is part of.
     *
     * @throws HttpRefusal with 400 without a session id or with a version that was not negotiated, with 404 if the id
     *     is not valid here, any more or for this caller
     */
    Session find(HttpExchange exchange, Caller caller) {
        String id = exchange.header(HEADER)
                .orElseThrow(() -> new HttpRefusal(400, "session_required",
                        "Send initialize first, then its " + HEADER + " with every request."));
        Session session = seal.check(id, caller)
                .filter(valid -> !ended.contains(valid))
                .orElseThrow(
                        () -> new HttpRefusal(404, "session_not_found", "The session has ended. Initialize again."));
        exchange.header(RequestHeaders.VERSION)
                .filter(version -> !version.equals(session.version().wire()))
                .ifPresent(version -> {
                    throw new HttpRefusal(400, "unsupported_protocol_version",
                            "This session speaks " + session.version().wire() + "; this server supports "
                                    + ProtocolVersion.supported() + ".");
                });
        return session;
    }
}
