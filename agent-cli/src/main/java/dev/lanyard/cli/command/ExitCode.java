package dev.lanyard.cli.command;

import dev.lanyard.error.ErrorCode;

/** Says how a command ended, so that scripts can tell. */
public final class ExitCode {
    /** Done. */
    public static final int DONE = 0;
    /** Failed for a reason that has no code of its own. */
    public static final int FAILED = 1;
    /** Wrong usage, configuration or trust. */
    public static final int USAGE = 2;
    /** Only a signed-in user can go on. */
    public static final int SIGN_IN = 3;
    /** A server, issuer or model cannot be reached. */
    public static final int UNREACHABLE = 4;
    /** A server or issuer refused. */
    public static final int REFUSED = 5;
    /** Cancelled by the user. */
    public static final int CANCELLED = 130;

    private ExitCode() {}

    /** Returns the exit code for a kind of failure. */
    public static int of(ErrorCode code) {
        return switch (code) {
            case CONFIGURATION_INVALID, CONFIGURATION_UNTRUSTED -> USAGE;
            case INTERACTION_REQUIRED -> SIGN_IN;
            case UNREACHABLE, TIMED_OUT, CREDENTIAL_UNAVAILABLE -> UNREACHABLE;
            case CREDENTIAL_REJECTED, INSUFFICIENT_SCOPE, REFUSED -> REFUSED;
            case CANCELLED -> CANCELLED;
            case PROTOCOL_VIOLATED, REMOTE_ERROR, TOOL_UNKNOWN, INVALID_ARGUMENTS, TOOL_DENIED, MODEL_FAILED -> FAILED;
        };
    }
}
