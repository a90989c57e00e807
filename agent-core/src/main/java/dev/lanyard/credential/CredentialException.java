package dev.lanyard.credential;

import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports that no credential could be had; the type says what may be done about it. */
public abstract sealed class CredentialException extends AgentException {
    private CredentialException(ErrorCode code, String subject, String problem, String remedy,
            @Nullable Throwable cause) {
        super(code, subject, problem, remedy, cause);
    }

    /** Says that this way to a credential does not apply here or cannot be reached now; another way may, or a later try. */
    public static final class Unavailable extends CredentialException {
        private final @Nullable Duration retryAfter;

        /** Creates the failure for a server. */
        public Unavailable(String server, String problem, String remedy, @Nullable Throwable cause) {
            this(server, problem, remedy, null, cause);
        }

        /**
         * Creates the failure for a server whose issuer wants to be left alone.
         *
         * @param retryAfter for how long (RFC 9110, section 10.2.3), or null if it did not say so
         */
        public Unavailable(String server, String problem, String remedy, @Nullable Duration retryAfter,
                @Nullable Throwable cause) {
            super(ErrorCode.CREDENTIAL_UNAVAILABLE, server, problem, remedy, cause);
            this.retryAfter = retryAfter;
        }

        /** Returns for how long the issuer wants to be left alone, empty if it did not say. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** Says that the thread was interrupted while it waited; whatever obtains the credential goes on. */
    public static final class Cancelled extends CredentialException {
        Cancelled(String server, Throwable cause) {
            super(ErrorCode.CANCELLED, server,
                    "Waiting for the credential of server '" + server + "' was interrupted.", "Try again.", cause);
        }
    }

    /** Says that the issuer refused: trying again changes nothing. */
    public static final class Rejected extends CredentialException {
        /** Creates the failure for a server. */
        public Rejected(String server, String problem, String remedy, @Nullable Throwable cause) {
            super(ErrorCode.CREDENTIAL_REJECTED, server, problem, remedy, cause);
        }
    }

    /** Says that only the user can go on: offer a sign-in. */
    public static final class InteractionRequired extends CredentialException {
        private final @Nullable String claims;

        /**
         * Creates the failure for a server.
         *
         * @param claims the claims that the issuer or server demands (OpenID Connect Core, section 5.5), or null for none
         */
        public InteractionRequired(String server, String problem, String remedy, @Nullable String claims,
                @Nullable Throwable cause) {
            super(ErrorCode.INTERACTION_REQUIRED, server, problem, remedy, cause);
            this.claims = claims;
        }

        /** Returns the claims that the sign-in must satisfy, empty if it is an ordinary one. */
        public Optional<String> claims() {
            return Optional.ofNullable(claims);
        }
    }

    /** Says that the token lacks scopes that its user may still allow. */
    public static final class InsufficientScope extends CredentialException {
        private final List<String> scopes;

        /** Creates the failure for a server that wants the given scopes. */
        public InsufficientScope(String server, List<String> scopes, String problem, String remedy,
                @Nullable Throwable cause) {
            super(ErrorCode.INSUFFICIENT_SCOPE, server, problem, remedy, cause);
            this.scopes = List.copyOf(scopes);
        }

        /** Returns the scopes that the server wants. */
        public List<String> scopes() {
            return scopes;
        }
    }
}
