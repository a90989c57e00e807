package dev.lanyard.server.identity;

/**
 * Refuses a request the way Entra does: an OAuth error (RFC 6749, section 5.2), a status and an AADSTS number with its
 * sentence.
 */
final class EntraRefusal extends Exception {
    private static final String WRONG_TENANT = " This can happen if the application has not been installed by the"
            + " administrator of the tenant or consented to by any user in the tenant. You may have sent your"
            + " authentication request to the wrong tenant.";

    private final String error;
    private final int number;
    private final int status;

    private EntraRefusal(int status, String error, int number, String sentence) {
        super("AADSTS" + number + ": " + sentence);
        this.status = status;
        this.error = error;
        this.number = number;
    }

    String error() {
        return error;
    }

    int number() {
        return number;
    }

    int status() {
        return status;
    }

    static EntraRefusal malformed() {
        return new EntraRefusal(400, "invalid_request", 90013, "Invalid input received from the user.");
    }

    static EntraRefusal parameterMissing(String name) {
        return new EntraRefusal(400, "invalid_request", 900144,
                "The request body must contain the following parameter: '" + name + "'.");
    }

    static EntraRefusal tenantUnknown(String tenant) {
        return new EntraRefusal(400, "invalid_tenant", 90002, "Tenant '" + tenant + "' not found. Check to make sure"
                + " you have the correct tenant ID and are signing into the correct cloud. Check with your subscription"
                + " administrator, this may happen if there are no active subscriptions for the tenant.");
    }

    static EntraRefusal grantUnsupported(String grant) {
        return new EntraRefusal(400, "unsupported_grant_type", 70003,
                "The app requested an unsupported grant type '" + grant + "'.");
    }

    static EntraRefusal clientUnknown(String clientId, Tenant tenant) {
        return new EntraRefusal(400, "unauthorized_client", 700016, "Application with identifier '" + clientId
                + "' was not found in the directory '" + tenant.id() + "'." + WRONG_TENANT);
    }

    static EntraRefusal secretMissing() {
        return new EntraRefusal(401, "invalid_client", 7000218,
                "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
    }

    static EntraRefusal secretWrong(AppRegistration app) {
        return new EntraRefusal(401, "invalid_client", 7000215, "Invalid client secret provided. Ensure the secret"
                + " being sent in the request is the client secret value, not the client secret ID, for a secret added"
                + " to app '" + app.clientId() + "'.");
    }

    static EntraRefusal scopeWithoutDefault(String scope) {
        return new EntraRefusal(400, "invalid_scope", 1002012, "The provided value for scope " + scope
                + " is not valid. Client credential flows must have a scope value with /.default suffixed to the"
                + " resource identifier (application ID URI).");
    }

    static EntraRefusal severalResources(String scope) {
        return new EntraRefusal(400, "invalid_request", 28000, "Provided value for the input parameter scope is not"
                + " valid because it contains more than one resource. Scope " + scope + " is not valid.");
    }

    static EntraRefusal resourceUnknown(String identifier, Tenant tenant) {
        return new EntraRefusal(400, "invalid_resource", 500011, "The resource principal named " + identifier
                + " was not found in the tenant named " + tenant.id() + "." + WRONG_TENANT);
    }
}
