package dev.lanyard.server.authorization;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;

/** Refuses a request with an error of OAuth (RFC 6749, sections 4.1.2.1 and 5.2). The description is shown to the client. */
final class OAuthRefusal extends RuntimeException {
    private final transient ErrorObject error;

    OAuthRefusal(ErrorObject error, String description) {
        super(error.getCode() + ": " + description, null, false, false);
        this.error = error.setDescription(description);
    }

    ErrorObject error() {
        return error;
    }

    static OAuthRefusal request(String description) {
        return new OAuthRefusal(OAuth2Error.INVALID_REQUEST, description);
    }

    static OAuthRefusal grant(String description) {
        return new OAuthRefusal(OAuth2Error.INVALID_GRANT, description);
    }

    static OAuthRefusal scope(String description) {
        return new OAuthRefusal(OAuth2Error.INVALID_SCOPE, description);
    }

    static OAuthRefusal target(String description) {
        return new OAuthRefusal(OAuth2Error.INVALID_TARGET, description);
    }

    static OAuthRefusal client(String description) {
        return new OAuthRefusal(OAuth2Error.INVALID_CLIENT, description);
    }

    static OAuthRefusal unauthorized(String description) {
        return new OAuthRefusal(OAuth2Error.UNAUTHORIZED_CLIENT, description);
    }
}
