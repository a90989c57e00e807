package dev.lanyard.connection;

import dev.lanyard.error.AgentException;
import dev.lanyard.transport.TransportException;
import java.util.Set;

/** Says what a failure tells about whether the server is there at all. */
enum Reachability {
    /** The server answered, if only to refuse. */
    THERE,
    /** It was never asked, or not waited for: its credential is not to be had, or the caller gave up. */
    NOT_ASKED,
    /** No answer came in time, which may be the tool's fault or the server's. */
    UNSURE,
    /** Something in front of the server answered for it. */
    BEHIND_A_GATEWAY,
    /** There is no connection, or no process. */
    GONE;

    /** What gateways say of a server that they cannot reach (RFC 9110, sections 15.6.3 to 15.6.5). */
    private static final Set<Integer> GATEWAY = Set.of(502, 503, 504);

    /** Says whether the server was asked and did not answer. */
    boolean isMiss() {
        return this == UNSURE || this == BEHIND_A_GATEWAY || this == GONE;
    }

    static Reachability of(AgentException failure) {
        if (!(failure instanceof TransportException transport)) {
            return failure instanceof ConnectionException.CredentialRefused ? THERE : NOT_ASKED;
        }
        return switch (transport) {
            case TransportException.Unreachable unused -> GONE;
            case TransportException.ProcessEnded unused -> GONE;
            case TransportException.TimedOut unused -> UNSURE;
            case TransportException.HttpFailed http -> GATEWAY.contains(http.status()) ? BEHIND_A_GATEWAY : THERE;
            case TransportException.Cancelled unused -> NOT_ASKED;
            case TransportException.Refused unused -> THERE;
            case TransportException.VisitNeeded unused -> THERE;
            case TransportException.ProtocolViolated unused -> THERE;
            case TransportException.RemoteError unused -> THERE;
        };
    }
}
