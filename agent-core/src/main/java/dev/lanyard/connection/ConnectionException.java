package dev.lanyard.connection;

import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.transport.ServerText;
import dev.lanyard.transport.TransportException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Reports that a server cannot be used as it is configured. */
public abstract sealed class ConnectionException extends AgentException {
    private ConnectionException(ErrorCode code, String server, String problem, String remedy,
            @Nullable Throwable cause) {
        super(code, server, problem, remedy, cause);
    }

    /** Says that the server did not accept the configured credential, nor a fresh one. */
    public static final class CredentialRefused extends ConnectionException {
        private static final String TAKEN_BY_SERVER = " names the resource that the server serves, that the server trusts the"
                + " issuer, and that their clocks agree.";

        CredentialRefused(CredentialKind kind, TransportException.Refused cause) {
            super(cause.code(), cause.subject(), problem(cause), remedy(kind, cause), cause);
        }

        private static String problem(TransportException.Refused cause) {
            String message = String.valueOf(cause.getMessage());
            return message.substring(0, message.length() - cause.remedy().length()).strip();
        }

        private static String remedy(CredentialKind kind, TransportException.Refused cause) {
            String entry = "server '" + cause.subject() + "' in the configuration";
            if (cause.challenge().status() == 403) {
                String wanted = cause.challenge()
                        .scope()
                        .map(scope -> " '" + ServerText.line(scope) + "'")
                        .orElse(" it asks for");
                return "Grant the role or scope" + wanted + " to the identity of " + entry + ".";
            }
            return switch (kind) {
                case NONE -> "Give " + entry + " a credential: 'headers' or 'auth'.";
                case KEY -> "Check the key that 'headers' or 'auth' of " + entry + " names.";
                case CLIENT_CREDENTIALS -> "Check that auth.scope of " + entry + TAKEN_BY_SERVER;
                case SIGN_IN -> "Sign in to " + entry + " again: 'lanyard mcp login " + cause.subject() + "'.";
                case ON_BEHALF_OF, MANAGED_IDENTITY, TOKEN_EXCHANGE, ENTERPRISE, WORKLOAD_IDENTITY ->
                    "Check that 'auth' of " + entry + TAKEN_BY_SERVER;
            };
        }
    }

    /** Says that the configuration has no server of a name. */
    public static final class Unknown extends ConnectionException {
        Unknown(String server, Collection<String> known) {
            super(ErrorCode.CONFIGURATION_INVALID, server, "There is no server '" + server + "'.",
                    known.isEmpty()
                            ? "Configure one."
                            : "Use one that is configured: " + String.join(", ", known) + ".",
                    null);
        }
    }

    /** Says that so many connections of users are in use that none can give way. */
    public static final class Crowded extends ConnectionException {
        Crowded(String server, int most) {
            super(ErrorCode.UNREACHABLE, server,
                    "Server '" + server + "' cannot be connected: all " + most + " connections are in use.",
                    "Try again in a moment, or raise the limit of the pool.", null);
        }
    }

    /** Says that a tool answered otherwise than its own output schema promises; the result is not used. */
    public static final class WrongResult extends ConnectionException {
        WrongResult(String server, String tool, String fault) {
            super(ErrorCode.PROTOCOL_VIOLATED, server,
                    "The result of tool '" + tool + "' of server '" + server
                            + "' is not what its output schema promises: "
                            + ServerText.line(fault) + ".",
                    "Tell whoever runs the server; the result was not used.", null);
        }
    }

    /** Says that the server is left alone for a while, because it could not be reached several times in a row. */
    public static final class Suspended extends ConnectionException {
        private final Instant since;
        private final Instant nextTry;

        Suspended(String server, Instant since, Instant nextTry) {
            super(ErrorCode.UNREACHABLE, server, "Server '" + server + "' was not asked: it has not been reached since "
                    + since.truncatedTo(ChronoUnit.SECONDS) + ". It is tried again at "
                    + nextTry.truncatedTo(ChronoUnit.SECONDS) + ".", "Check its address and that it is running.", null);
            this.since = since;
            this.nextTry = nextTry;
        }

        /** Returns when the server could not be reached for the first time. */
        public Instant since() {
            return since;
        }

        /** Returns when the server is tried again. */
        public Instant nextTry() {
            return nextTry;
        }
    }

    /** Says that the connection has been closed, or is of a sort that this version cannot open. */
    public static final class NotUsable extends ConnectionException {
        NotUsable(String server, String problem, String remedy) {
            super(ErrorCode.UNREACHABLE, server, problem, remedy, null);
        }

        /** Says that a part of the program, such as its own credential provider, threw what it should not. */
        NotUsable(String server, RuntimeException cause) {
            super(ErrorCode.UNREACHABLE, server, "Server '" + server + "' could not be opened: "
                    + cause.getClass().getSimpleName() + " in the program.",
                    "Look into the cause; it is not the server's.", cause);
        }
    }
}
