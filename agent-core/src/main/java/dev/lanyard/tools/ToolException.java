package dev.lanyard.tools;

import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Reports that a tool could not be called at all. */
public abstract sealed class ToolException extends AgentException {
    private ToolException(ErrorCode code, String subject, String problem, String remedy,
            @Nullable Throwable cause) {
        super(code, subject, problem, remedy, cause);
    }

    /** Says that the arguments are not a JSON object. */
    public static final class BadArguments extends ToolException {
        /** Creates the failure for a tool of a server. */
        public BadArguments(String server, String tool) {
            super(ErrorCode.INVALID_ARGUMENTS, server, "The arguments of tool '" + tool + "' are not a JSON object.",
                    "Give them as an object, such as {\"query\":\"hello\"}.", null);
        }
    }

    /** Says that a part of the program, such as its own credential provider, threw what it should not. */
    public static final class Broken extends ToolException {
        Broken(String server, String tool, RuntimeException cause) {
            super(ErrorCode.UNREACHABLE, server, "Tool '" + tool + "' of server '" + server + "' could not be called: "
                    + cause.getClass().getSimpleName() + " in the program.",
                    "Look into the cause; it is not the server's.", cause);
        }
    }

    /** Says that the tool changed or appeared since its server was first seen, and is held back until the user approves it. */
    public static final class Held extends ToolException {
        Held(String server, String tool, ToolChange change) {
            super(ErrorCode.TOOL_DENIED, server,
                    "Tool '" + tool + "' of server '" + server + "' " + change.words()
                            + " since the server was first seen, and is held back.",
                    "Approve the change in a terminal, or run with --approve all.", null);
        }
    }

    /** Says that policy or the user did not allow the call. */
    public static final class Denied extends ToolException {
        Denied(String server, String tool, String objection) {
            super(ErrorCode.TOOL_DENIED, server, "Tool '" + tool + "' of server '" + server + "' was not called.",
                    objection, null);
        }
    }
}
