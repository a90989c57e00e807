package dev.lanyard.event;

/** Says how a tool call ended. */
public enum ToolOutcome {
    /** The tool answered. */
    SUCCEEDED,
    /** The tool answered that it could not do what was asked. */
    FAILED,
    /** Policy or the user did not let the call happen; nothing was sent. */
    DENIED,
    /** The server could not be reached, refused the credential or broke the protocol. */
    ERROR,
    /** The caller gave up. */
    CANCELLED;

    /** Returns the name in lower case, as it stands in JSON output. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
