package dev.lanyard.tools;

import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;

/** Reports that a tool could not be called at all. */
public abstract sealed class ToolException extends AgentException {
    private ToolException(ErrorCode code, String subject, String problem, String remedy) {
        super(code, subject, problem, remedy, null);
    }

    /** Says that the arguments are not a JSON object. */
    public static final class BadArguments extends ToolException {
        /** Creates the failure for a tool of a server. */
        public BadArguments(String server, String tool) {
            super(ErrorCode.TOOL_UNKNOWN, server, "The arguments of tool '" + tool + "' are not a JSON object.",
                    "Give them as an object, such as {\"query\":\"hello\"}.");
        }
    }

    /** Says that policy or the user did not allow the call. */
    public static final class Denied extends ToolException {
        Denied(String server, String tool, String objection) {
            super(ErrorCode.TOOL_DENIED, server, "Tool '" + tool + "' of server '" + server + "' was not called.",
                    objection);
        }
    }
}
