package dev.lanyard.server.identity;

/** The refusals of apps that do not prove themselves. */
final class ProofRefusal {
    private ProofRefusal() {}

    static EntraRefusal secretMissing() {
        return client(7000218,
                "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
    }

    static EntraRefusal secretWrong(AppRegistration app) {
        return client(7000215, "Invalid client secret provided. Ensure the secret being sent in the request is the"
                + " client secret value, not the client secret ID, for a secret added to app '" + app.clientId()
                + "'.");
    }

    static EntraRefusal secretExpired(AppRegistration app) {
        return client(7000222, "The provided client secret keys for app '" + app.clientId()
                + "' are expired. Visit the Azure portal to create new keys for your app, or consider using"
                + " certificate credentials for added security.");
    }

    static EntraRefusal publicWithProof() {
        return client(700025,
                "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.");
    }

    static EntraRefusal signature(AppRegistration app) {
        return client(700027, "The certificate with identifier used to sign the client assertion is not registered on"
                + " application. [Reason - The key was not found., app '" + app.clientId() + "']");
    }

    static EntraRefusal time() {
        return client(700024, "Client assertion is not within its valid time range.");
    }

    static EntraRefusal audience() {
        return client(700023, "Client assertion audience claim does not match Realm issuer.");
    }

    static EntraRefusal malformed() {
        return client(50027, "JWT token is invalid or malformed.");
    }

    static EntraRefusal issuer(String issuer) {
        return client(700211,
                "No matching federated identity record found for presented assertion issuer '" + issuer + "'.");
    }

    static EntraRefusal federatedAudience(String audience) {
        return client(700212,
                "No matching federated identity record found for presented assertion audience '" + audience + "'.");
    }

    static EntraRefusal subject(String subject) {
        return client(700213,
                "No matching federated identity record found for presented assertion subject '" + subject + "'.");
    }

    private static EntraRefusal client(int number, String sentence) {
        return new EntraRefusal(401, "invalid_client", number, sentence);
    }
}
