package dev.lanyard.oauth;

import dev.lanyard.credential.Secret;
import dev.lanyard.event.CredentialKind;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says what a token is given for where no user signs in. */
public sealed interface Grant {
    /** For the client's own proof (RFC 6749, section 4.4; MCP, OAuth Client Credentials). */
    record ClientCredentials() implements Grant {}

    /**
     * For a signed assertion of the platform that the agent runs on (RFC 7523, section 2.1; MCP, Workload Identity).
     *
     * @param assertion reads the assertion, each time anew, since platforms replace it
     */
    record WorkloadIdentity(Supplier<Secret> assertion) implements Grant {}

    /**
     * For a company's sign-in (MCP, Enterprise-Managed Authorization): the company's identity provider turns the user's id
     * token into an authorization grant for the server's own issuer (ID-JAG).
     *
     * @param issuer the company's identity provider, which alone sees the id token
     * @param client the client there
     * @param idToken reads the user's id token
     */
    record Enterprise(String issuer, RegisteredClient client, Supplier<Secret> idToken) implements Grant {}

    /**
     * For another token (RFC 8693).
     *
     * @param subject reads the token to exchange
     * @param subjectType its type, such as {@code urn:ietf:params:oauth:token-type:access_token}
     * @param audience whom the new token is for, or null to say that by resource and scopes
     */
    record TokenExchange(Supplier<Secret> subject, String subjectType, @Nullable String audience) implements Grant {
        /** The type of an access token (RFC 8693, section 3). */
        public static final String ACCESS = "urn:ietf:params:oauth:token-type:access_token";
    }

    /** Returns how the token's use is called. */
    default CredentialKind kind() {
        return switch (this) {
            case ClientCredentials credentials -> CredentialKind.CLIENT_CREDENTIALS;
            case WorkloadIdentity workload -> CredentialKind.WORKLOAD_IDENTITY;
            case Enterprise enterprise -> CredentialKind.ENTERPRISE;
            case TokenExchange exchange -> CredentialKind.TOKEN_EXCHANGE;
        };
    }
}
