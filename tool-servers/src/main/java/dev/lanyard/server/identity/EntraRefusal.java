package dev.lanyard.server.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    private final @Nullable String suberror;
    private final @Nullable String claims;

    EntraRefusal(int status, String error, int number, String sentence) {
        this(status, error, number, sentence, null, null);
    }

    EntraRefusal(int status, String error, int number, String sentence, @Nullable String suberror,
            @Nullable String claims) {
        super("AADSTS" + number + ": " + sentence);
        this.status = status;
        this.error = error;
        this.number = number;
        this.suberror = suberror;
        this.claims = claims;
    }

    /** Returns what kind of interaction helps: {@code consent_required}, {@code basic_action}, {@code message_only}. */
    Optional<String> suberror() {
        return Optional.ofNullable(suberror);
    }

    /** Returns the claims request (OpenID Connect Core 1.0, section 5.5) that the next sign-in must carry. */
    Optional<String> claims() {
        return Optional.ofNullable(claims);
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

    static EntraRefusal tenantMissing() {
        return new EntraRefusal(400, "invalid_request", 50059, "No tenant-identifying information found in either the"
                + " request or implied by any provided credentials.");
    }

    static EntraRefusal grantUnsupported(String grant) {
        return new EntraRefusal(400, "unsupported_grant_type", 70003,
                "The app requested an unsupported grant type '" + grant + "'.");
    }

    static EntraRefusal clientUnknown(String clientId, Tenant tenant) {
        return new EntraRefusal(400, "unauthorized_client", 700016, "Application with identifier '" + clientId
                + "' was not found in the directory '" + tenant.id() + "'." + WRONG_TENANT);
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

    static EntraRefusal scopeMixed(String scope) {
        return new EntraRefusal(400, "invalid_scope", 70011, "The provided request must include a 'scope' input"
                + " parameter. The provided value for the input parameter 'scope' is not valid. The scope " + scope
                + " is not valid. .default scope can't be combined with resource-specific scopes.");
    }

    static EntraRefusal scopeUnknown(String scope, AppRegistration app, ProtectedResource resource) {
        return new EntraRefusal(400, "invalid_scope", 70011, "The provided value for the input parameter 'scope' is not"
                + " valid. The application '" + app.name() + "' asked for scope '" + scope
                + "' that doesn't exist on the resource '" + resource.identifier() + "'.");
    }

    static EntraRefusal itselfByUri(AppRegistration app) {
        return new EntraRefusal(400, "invalid_resource", 90009, "Application '" + app.clientId() + "'(" + app.name()
                + ") is requesting a token for itself. This scenario is supported only if resource is specified using"
                + " the GUID based App Identifier.");
    }

    static EntraRefusal resourceMismatch() {
        return new EntraRefusal(400, "invalid_target", 9010010,
                "The resource parameter provided in the request doesn't match with the requested scopes.");
    }

    static EntraRefusal consentMissing(AppRegistration app) {
        return new EntraRefusal(400, "invalid_grant", 65001, "The user or administrator has not consented to use the"
                + " application with ID '" + app.clientId() + "' named '" + app.name()
                + "'. Send an interactive authorization request for this user and resource.", "consent_required", null);
    }

    static EntraRefusal mfaNeeded(ProtectedResource resource, String claims) {
        return new EntraRefusal(400, "interaction_required", 50076, "Due to a configuration change made by your"
                + " administrator, or because you moved to a new location, you must use multi-factor authentication to"
                + " access '" + resource.app() + "'.", "basic_action", claims);
    }

    static EntraRefusal redirectUnknown(AppRegistration app) {
        return new EntraRefusal(400, "invalid_request", 50011, "The redirect URI specified in the request does not"
                + " match the redirect URIs configured for the application '" + app.clientId()
                + "'. Make sure the redirect URI sent in the request matches one added to your application.");
    }

    static EntraRefusal responseTypeUnsupported() {
        return new EntraRefusal(400, "unsupported_response_type", 70005,
                "The provided value for the input parameter 'response_type' is not allowed for this client.");
    }

    static EntraRefusal noSession() {
        return new EntraRefusal(400, "login_required", 50058,
                "A silent sign-in request was sent but no user is signed in.");
    }

    static EntraRefusal claimsMalformed() {
        return new EntraRefusal(400, "invalid_request", 9002313,
                "Invalid request. Request is malformed or invalid: the claims are no JSON object.");
    }
}
