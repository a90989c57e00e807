package dev.lanyard.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports a failure as what failed, why, and what to do about it.
 *
 * <p>Every failure that Lanyard raises extends this class. The message never holds a secret; values are quoted:
 * {@code Server 'reverse' rejected the credential: the audience is wrong. Set auth.scope to 'api://reverse/.default'.}
 */
public abstract class AgentException extends RuntimeException {
    private final ErrorCode code;
    private final String subject;
    private final String remedy;

    /**
     * Creates a failure.
     *
     * @param code the kind of failure
     * @param subject the server, file or model it concerns
     * @param problem what failed and why, one or more whole sentences
     * @param remedy what to do about it, a whole sentence
     * @param cause the failure beneath, or null if there is none
     */
    protected AgentException(ErrorCode code, String subject, String problem, String remedy, @Nullable Throwable cause) {
        super(problem + " " + remedy, cause);
        this.code = Objects.requireNonNull(code);
        this.subject = Objects.requireNonNull(subject);
        this.remedy = Objects.requireNonNull(remedy);
    }

    /** Returns the kind of failure. */
    public final ErrorCode code() {
        return code;
    }

    /** Returns the name of the server, file or model that the failure concerns. */
    public final String subject() {
        return subject;
    }

    /** Returns what to do about it, a whole sentence that also ends the message. */
    public final String remedy() {
        return remedy;
    }
}
