package dev.lanyard.transport;

/** Holds the error codes on which the client acts (JSON-RPC 2.0, section 5.1; MCP 2026-07-28, Error Codes). */
final class RpcErrors {
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;
    /** The client has its hands full; of the range that JSON-RPC leaves to implementations. */
    static final int TOO_MANY_REQUESTS = -32000;
    /** The user must visit an address first; {@code data.elicitations} says which (MCP 2025-11-25, gone in 2026-07-28). */
    static final int URL_ELICITATION_REQUIRED = -32042;
    /** The headers do not say what the body says. */
    static final int HEADER_MISMATCH = -32020;
    /** The request needs a capability that the client does not have. */
    static final int MISSING_CAPABILITY = -32021;
    /** The server does not speak the revision; {@code data.supported} names those that it does. */
    static final int UNSUPPORTED_REVISION = -32022;

    private RpcErrors() {}
}
