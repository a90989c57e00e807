package dev.lanyard.event;

/** Says how Lanyard proves to a server who is calling; shown beside every tool call. */
public enum CredentialKind {
    /** Nothing is presented. */
    NONE("no credential"),
    /** A key that the configuration names, in a header or a query parameter. */
    KEY("key"),
    /** An access token that the agent gets for itself (RFC 6749, section 4.4). */
    CLIENT_CREDENTIALS("client credentials"),
    /** An access token of a user that another of that user was exchanged for (RFC 7523, as Entra does on-behalf-of). */
    ON_BEHALF_OF("on behalf of"),
    /** An access token of the Azure resource that the agent runs on. */
    MANAGED_IDENTITY("managed identity"),
    /** An access token that the user signed in for (MCP 2026-07-28, Authorization). */
    SIGN_IN("sign-in"),
    /** An access token that another token was exchanged for (RFC 8693). */
    TOKEN_EXCHANGE("token exchange"),
    /** An access token through the user's company sign-in (MCP, Enterprise-Managed Authorization). */
    ENTERPRISE("enterprise sign-in"),
    /** An access token for an assertion of the platform that the agent runs on (RFC 7523, section 2.1). */
    WORKLOAD_IDENTITY("workload identity");

    private final String label;

    CredentialKind(String label) {
        this.label = label;
    }

    /** Returns the words that a person reads, such as {@code client credentials}. */
    public String label() {
        return label;
    }
}
