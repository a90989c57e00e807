package dev.lanyard.credential;

import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Reports that no credential could be had; the type says what may be done about it. */
public abstract sealed class CredentialException extends AgentException {
    private CredentialException(ErrorCode code, String subject, String problem, String remedy,
            @Nullable Throwable cause) {
        super(code, subject, problem, remedy, cause);
    }

    /** Says that this way to a credential does not apply here or cannot be reached now; another way may, or a later try. */
    public static final class Unavailable extends CredentialException {
        /** Creates the failure for a server. */
        public Unavailable(String server, String problem, String remedy, @Nullable Throwable cause) {
            super(ErrorCode.CREDENTIAL_UNAVAILABLE, server, problem, remedy, cause);
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
}
