package dev.lanyard.server.auth;

import com.nimbusds.jwt.proc.BadJWTException;

/** Says in our own words, which may be shown to the client, why the claims of a token do not fit. */
final class ClaimMismatch extends BadJWTException {
    private final String reason;

    ClaimMismatch(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
