package dev.lanyard.error;

/** Names a kind of failure, stable across releases, so that callers and scripts need not read messages. */
public enum ErrorCode {
    /** A configuration file or variable is missing, unreadable or wrong. */
    CONFIGURATION_INVALID,
    /** A configuration found in a project folder has not been approved by the user. */
    CONFIGURATION_UNTRUSTED,
    /** A way to get a credential does not apply here; another may. */
    CREDENTIAL_UNAVAILABLE,
    /** Only the user can go on, by signing in or consenting. */
    INTERACTION_REQUIRED,
    /** The issuer refused to give a credential. */
    CREDENTIAL_REJECTED,
    /** The server wants a scope that the credential lacks. */
    INSUFFICIENT_SCOPE,
    /** The server, issuer or model could not be reached. */
    UNREACHABLE,
    /** The other side did not answer within the time allowed. */
    TIMED_OUT,
    /** The caller gave up. */
    CANCELLED,
    /** The server understood the request and refused it. */
    REFUSED,
    /** The server broke the protocol. */
    PROTOCOL_VIOLATED,
    /** The server answered with a JSON-RPC error. */
    REMOTE_ERROR,
    /** No tool has the name asked for. */
    TOOL_UNKNOWN,
    /** The arguments for a tool are not a JSON object. */
    INVALID_ARGUMENTS,
    /** The call of a tool was not approved. */
    TOOL_DENIED,
    /** The model could not answer. */
    MODEL_FAILED
}
