package dev.lanyard.server.identity;

/** The refusals of codes, refresh tokens, device codes and assertions. */
final class GrantRefusal {
    private GrantRefusal() {}

    static EntraRefusal codeUnknown() {
        return grant(9002313, "Invalid request. Request is malformed or invalid: the code was not issued here.");
    }

    static EntraRefusal codeUsed() {
        return grant(54005, "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use"
                + " an existing refresh token.");
    }

    static EntraRefusal codeExpired() {
        return grant(70008, "The provided authorization code or refresh token has expired due to inactivity. Send a new"
                + " interactive authorization request for this user and resource.");
    }

    static EntraRefusal codeOfAnother() {
        return grant(700005, "The provided Authorization Code is intended to use against other tenant or client.");
    }

    static EntraRefusal redirectDiffers() {
        return grant(500112, "The reply address does not match the reply address provided when requesting"
                + " Authorization code.");
    }

    static EntraRefusal verifierWrong() {
        return grant(501481, "The Code_Verifier does not match the code_challenge supplied in the authorization"
                + " request.");
    }

    static EntraRefusal refreshExpired() {
        return grant(700082, "The refresh token has expired due to inactivity.", "token_expired");
    }

    static EntraRefusal refreshRevoked() {
        return grant(50173, "The provided grant has expired due to it being revoked, a fresh auth token is needed. The"
                + " user might have changed or reset their password.", "bad_token");
    }

    static EntraRefusal refreshOfAnother() {
        return grant(70000, "Provided grant is invalid or malformed: the refresh token was issued to another client.",
                "bad_token");
    }

    static EntraRefusal assertionBad() {
        return grant(50013, "Assertion failed signature validation. [Reason - The key was not found.]");
    }

    static EntraRefusal assertionExpired() {
        return grant(500133, "Assertion is not within its valid time range. Ensure that the access token is not expired"
                + " before using it for user assertion, or request a new token.");
    }

    static EntraRefusal assertionAudience(String audience, AppRegistration app) {
        return grant(500131,
                "Assertion audience does not match the Client app presenting the assertion. The audience in"
                        + " the assertion was '" + audience + "' and the expected audience is '" + app.clientId()
                        + "' or one of the Application Uris of this application with App ID '" + app.clientId() + "'("
                        + app.name() + "). The downstream client must request a token for the expected audience (the"
                        + " application that made the OBO request) and this application should use that token as the"
                        + " assertion.");
    }

    static EntraRefusal assertionIsIdToken() {
        return new EntraRefusal(400, "invalid_request", 240002, "Input id_token cannot be used as"
                + " 'urn:ietf:params:oauth:grant-type:jwt-bearer' grant.");
    }

    static EntraRefusal assertionOfApp(String clientId) {
        return new EntraRefusal(400, "invalid_request", 7000114, "Application '" + clientId
                + "' is not allowed to make application on-behalf-of calls.");
    }

    static EntraRefusal devicePending() {
        return device("authorization_pending", 70016,
                "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");
    }

    /** RFC 8628, section 3.5; Entra documents no number of its own for it. */
    static EntraRefusal deviceHasty() {
        return device("slow_down", 70016, "OAuth 2.0 device flow error. Polling too often. Wait five seconds longer.");
    }

    static EntraRefusal deviceDeclined() {
        return device("authorization_declined", 70017, "The end user denied the authorization request.");
    }

    static EntraRefusal deviceExpired() {
        return device("expired_token", 70020, "The provided value for the input parameter 'device_code' is not valid."
                + " This device code has expired.");
    }

    static EntraRefusal deviceUnknown() {
        return device("bad_verification_code", 70018, "The provided value for the input parameter 'device_code' is not"
                + " valid.");
    }

    private static EntraRefusal device(String error, int number, String sentence) {
        return new EntraRefusal(400, error, number, sentence);
    }

    private static EntraRefusal grant(int number, String sentence) {
        return new EntraRefusal(400, "invalid_grant", number, sentence);
    }

    private static EntraRefusal grant(int number, String sentence, String suberror) {
        return new EntraRefusal(400, "invalid_grant", number, sentence, suberror, null);
    }
}
