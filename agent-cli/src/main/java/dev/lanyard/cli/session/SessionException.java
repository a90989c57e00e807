package dev.lanyard.cli.session;

import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;

/** Reports that a command has nothing to work with. */
public abstract sealed class SessionException extends AgentException {
    private SessionException(ErrorCode code, String subject, String problem, String remedy,
            @org.jspecify.annotations.Nullable Throwable cause) {
        super(code, subject, problem, remedy, cause);
    }

    /** Says that the playground did not come up. */
    public static final class PlaygroundFailed extends SessionException {
        PlaygroundFailed(Throwable cause) {
            super(ErrorCode.UNREACHABLE, "playground", "The playground did not start: " + cause.getMessage() + ".",
                    "Run again with --verbose to see its log.", cause);
        }
    }

    /** Says that there are servers but no model to talk to. */
    public static final class NoModel extends SessionException {
        NoModel() {
            super(ErrorCode.CONFIGURATION_INVALID, "model", "No model is configured.",
                    "Set OPENAI_API_KEY (and OPENAI_BASE_URL for a compatible endpoint) in .env, or LLM_PROVIDER to azure, github "
                            + "or ollama, or use --model scripted.",
                    null);
        }
    }

    /** Says that a server was named that the configuration does not have. */
    public static final class NoSuchServer extends SessionException {
        /** Creates the failure; {@code known} lists the names that there are. */
        public NoSuchServer(String name, java.util.Collection<String> known) {
            super(ErrorCode.CONFIGURATION_INVALID, name, "There is no server '" + name + "'.",
                    known.isEmpty() ? "Configure one in mcp.json." : "Use one of: " + String.join(", ", known) + ".",
                    null);
        }
    }

    /** Says that a tool was named that its server does not have. */
    public static final class NoSuchTool extends SessionException {
        /** Creates the failure. */
        public NoSuchTool(String server, String tool) {
            super(ErrorCode.TOOL_UNKNOWN, server, "Server '" + server + "' has no tool '" + tool + "'.",
                    "See 'lanyard tools " + server + "'.", null);
        }
    }

    /** Says that a credential has no single value to be shown. */
    public static final class NotOneValue extends SessionException {
        /** Creates the failure; {@code keys} names the values that there are. */
        public NotOneValue(String server, java.util.List<String> keys) {
            super(ErrorCode.INVALID_ARGUMENTS, server,
                    keys.isEmpty()
                            ? "Server '" + server + "' gets no credential: there is no value to reveal."
                            : "Server '" + server + "' gets several values: " + String.join(", ", keys) + ".",
                    keys.isEmpty()
                            ? "See 'lanyard mcp get " + server + "'."
                            : "'lanyard mcp get " + server + "' tells where each comes from.",
                    null);
        }
    }

    /** Says that a server's credential does not come from Entra. */
    public static final class NotEntra extends SessionException {
        /** Creates the failure. */
        public NotEntra(String server) {
            super(ErrorCode.CONFIGURATION_INVALID, server,
                    "Server '" + server + "' gets no token from Entra, so that it needs nothing there.",
                    "See 'lanyard explain " + server + "'; or give its 'auth' an identity of type 'entra'.", null);
        }
    }

    /** Says that a configuration file was not changed. */
    public static final class NotEdited extends SessionException {
        NotEdited(java.nio.file.Path file, String why) {
            super(ErrorCode.CONFIGURATION_INVALID, file.toString(),
                    "'" + file + "' was left as it is: " + why + (why.endsWith(".") ? "" : "."),
                    "Edit it by hand, or name another file with --config or --scope.", null);
        }
    }
}
