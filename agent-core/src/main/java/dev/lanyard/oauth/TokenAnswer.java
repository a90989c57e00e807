package dev.lanyard.oauth;

/** Is what a token endpoint said. */
sealed interface TokenAnswer {
    /** A token. */
    record Granted(TokenSet tokens) implements TokenAnswer {}

    /**
     * An error (RFC 6749, section 5.2).
     *
     * @param error the code, fit for a message
     * @param description what it means, fit for a message, empty if the issuer does not say
     */
    record Refused(String error, String description) implements TokenAnswer {
        String shown() {
            return error + (description.isEmpty() ? "" : " (" + description + ")");
        }
    }
}
