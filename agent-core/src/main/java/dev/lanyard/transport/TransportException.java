package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.credential.Challenge;
import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reports that a request to an MCP server has no result; the type says why. */
public abstract sealed class TransportException extends AgentException {
    private TransportException(ErrorCode code, String server, String problem, String remedy,
            @Nullable Throwable cause) {
        super(code, server, "Server '" + server + "' " + problem, remedy, cause);
    }

    /** Says that there was no connection, or that it broke. */
    public static final class Unreachable extends TransportException {
        Unreachable(String server, String why, @Nullable Throwable cause) {
            super(ErrorCode.UNREACHABLE, server, "cannot be reached: " + why + ".",
                    "Check its address and that it is running.", cause);
        }
    }

    /** Says that the server's own process could not be started, or has ended. */
    public static final class ProcessEnded extends TransportException {
        ProcessEnded(String server, String what, @Nullable Throwable cause) {
            super(ErrorCode.UNREACHABLE, server, what + ".",
                    "Check its command in the configuration; what it printed is in the log.", cause);
        }
    }

    /** Says that no answer came in time. Its remedy names the time that was over, by its name in a terminal and in a program. */
    public static final class TimedOut extends TransportException {
        private static final Set<String> WHILE_CONNECTING = Set.of("start", "server/discover", "initialize", "ping",
                "tools/list");

        TimedOut(String server, String method, Duration timeout) {
            super(ErrorCode.TIMED_OUT, server, "did not answer '" + method + "' within " + timeout.toMillis() + " ms.",
                    WHILE_CONNECTING.contains(method)
                            ? "Try again, or allow it more time to connect (--connect-timeout; in a program openTimeout)."
                            : "Try again, or allow it more time (--timeout; in a program callTimeout).",
                    null);
        }
    }

    /** Says that the caller gave up. */
    public static final class Cancelled extends TransportException {
        Cancelled(String server, String method, String reason) {
            super(ErrorCode.CANCELLED, server,
                    "was not waited for: '" + method + "' was cancelled"
                            + (reason.isEmpty() ? "." : " (" + reason + ")."),
                    "Ask again if that was not meant.", null);
        }
    }

    /** Says that the server wants another credential (HTTP 401) or more than this one allows (403). */
    public static final class Refused extends TransportException {
        private final Challenge challenge;

        Refused(String server, Challenge challenge, String detail) {
            super(challenge.status() == 403 ? ErrorCode.INSUFFICIENT_SCOPE : ErrorCode.REFUSED, server,
                    "refused the credential (" + challenge.status() + ")" + detail + ".",
                    "Check the credential that the configuration names for it.", null);
            this.challenge = challenge;
        }

        /** Returns what the server said to the credential. */
        public Challenge challenge() {
            return challenge;
        }
    }

    /** Says that the HTTP answer was not MCP's: a status, a redirect or a content that does not belong there. */
    public static final class HttpFailed extends TransportException {
        private final int status;

        HttpFailed(String server, int status, String detail) {
            super(ErrorCode.REFUSED, server, "answered HTTP " + status + detail + ".",
                    remedy(status), null);
            this.status = status;
        }

        private static String remedy(int status) {
            if (status == 429) {
                return "Try again later, or ask it less often.";
            }
            return status >= 500
                    ? "Look into the server's log, or try again later."
                    : "Check that the address is that of an MCP endpoint.";
        }

        /** Returns the HTTP status. */
        public int status() {
            return status;
        }
    }

    /** Says that the server does nothing before the user has been at an address of its choice. */
    public static final class VisitNeeded extends TransportException {
        VisitNeeded(String server, String method, String where, boolean agreed) {
            super(ErrorCode.INTERACTION_REQUIRED, server,
                    "wants you to visit " + where + " before it answers '" + method + "', and "
                            + (agreed ? "says that what you do there is not done." : "nobody agreed to that."),
                    agreed
                            ? "Finish there, then ask again."
                            : "If you trust that host, ask again in a terminal and agree to open it; only https, or"
                                    + " http on this machine, is opened.",
                    null);
        }
    }

    /** Says that the server broke the protocol. */
    public static final class ProtocolViolated extends TransportException {
        ProtocolViolated(String server, String what, @Nullable Throwable cause) {
            super(ErrorCode.PROTOCOL_VIOLATED, server, "broke the protocol: " + what + ".",
                    "Report this to whoever runs the server.", cause);
        }
    }

    /** Says that the server answered with a JSON-RPC error. */
    public static final class RemoteError extends TransportException {
        private final int rpcCode;
        private final JsonNode data;
        private final int status;

        RemoteError(String server, String method, int status, int rpcCode, String message, JsonNode data) {
            super(ErrorCode.REMOTE_ERROR, server,
                    "answered '" + method + "' with error " + rpcCode + ": " + message + ".",
                    "Check the request, or ask whoever runs the server.", null);
            this.rpcCode = rpcCode;
            this.data = data;
            this.status = status;
        }

        /** Returns the HTTP status that the error came with, 200 where there is none. */
        int status() {
            return status;
        }

        /** Returns the JSON-RPC error code, such as -32602. */
        public int rpcCode() {
            return rpcCode;
        }

        /** Returns what the server added, a missing node if nothing. */
        public JsonNode data() {
            return data;
        }
    }
}
