package dev.lanyard.tools;

/** Asks the user whether a tool may be called. Asked one call at a time. */
@FunctionalInterface
public interface ToolApprover {
    /** Is what the user answers. */
    enum Answer {
        /** This call only. */
        ONCE,
        /** This and every later call of the same tool, as long as the agent lives and the tool does not change. */
        ALWAYS,
        /** Not this call. */
        NO,
        /** There is nobody to ask. */
        NOBODY
    }

    /**
     * Returns the user's answer.
     *
     * @param arguments the arguments, as a JSON object
     */
    Answer ask(OfferedTool tool, String arguments);

    /**
     * Returns whether a tool may be offered to the model again that changed, or appeared, after the user first saw its server;
     * once and always are the same here. Unless overridden there is nobody to ask, and the tool stays away.
     */
    default Answer askChange(OfferedTool tool, ToolChange change) {
        return Answer.NOBODY;
    }

    /** Returns an approver for programs without a user. */
    static ToolApprover nobody() {
        return (tool, arguments) -> Answer.NOBODY;
    }
}
