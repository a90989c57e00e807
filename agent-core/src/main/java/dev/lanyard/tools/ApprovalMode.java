package dev.lanyard.tools;

import java.util.Locale;

/** Says which tool calls go ahead without asking. */
public enum ApprovalMode {
    /** Only tools that a trusted server marks as changing nothing. */
    ASK,
    /** Every tool of a trusted server. */
    TRUSTED,
    /** Every tool of every server. */
    ALL;

    /** Returns the name as it is written on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
