package dev.lanyard.event;

/** Says how Lanyard proves to a server who is calling; shown beside every tool call. */
public enum CredentialKind {
    /** Nothing is presented. */
    NONE("no credential"),
    /** A key that the configuration names, in a header or a query parameter. */
    KEY("key"),
    /** An access token that the agent gets for itself (RFC 6749, section 4.4). */
    CLIENT_CREDENTIALS("client credentials");

    private final String label;

    CredentialKind(String label) {
        this.label = label;
    }

    /** Returns the words that a person reads, such as {@code client credentials}. */
    public String label() {
        return label;
    }
}
