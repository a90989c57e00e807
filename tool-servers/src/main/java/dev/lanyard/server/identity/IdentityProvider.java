package dev.lanyard.server.identity;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;
import dev.lanyard.server.authorization.RandomValue;
import dev.lanyard.server.http.StrictJson;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers as Entra does, for a tenant of its own: {@code /{tenant}/v2.0/.well-known/openid-configuration},
 * {@code /{tenant}/discovery/v2.0/keys}, {@code /{tenant}/oauth2/v2.0/token} and {@code …/devicecode}. Requests and answers
 * are Nimbus's messages; {@link IdentityEndpoint} puts them and the pages on a server. Thread-safe.
 */
public final class IdentityProvider {
    private static final String DISCOVERY_PATH = "v2.0/.well-known/openid-configuration";
    private static final String KEYS_PATH = "discovery/v2.0/keys";
    private static final String TOKEN_PATH = "oauth2/v2.0/token";
    private static final String DEVICE_PATH = "oauth2/v2.0/devicecode";

    private final URI authority;
    private final Tenant tenant;
    private final Clock clock;
    private final SigningKeys keys;
    private final Faults faults = new Faults();
    private final Agreements agreements = new Agreements();
    private final TokenIssuer issuer;
    private final IssuedCodes codes;
    private final RefreshTokens refreshTokens;
    private final DeviceCodes devices;
    private final TokenEndpoint tokenEndpoint;
    private final RequestLog log = new RequestLog();
    private final String identityHeader = RandomValue.create();

    /**
     * Creates a provider.
     *
     * @param authority the origin in issuers and endpoints, for example {@code https://login.lanyard.localhost}; without a
     *        port, because MSAL's cache does not survive one
     * @param tenant the directory that it answers for
     * @param key what tokens are signed with
     * @param lifetime how long access tokens are valid, at least a second
     * @param clock the time written into tokens
     */
    public IdentityProvider(URI authority, Tenant tenant, SigningKey key, Duration lifetime, Clock clock) {
        this.authority = authority;
        this.tenant = tenant;
        this.clock = clock;
        this.keys = new SigningKeys(key);
        this.issuer = new TokenIssuer(authority, keys, faults, lifetime, clock);
        this.codes = new IssuedCodes(clock);
        this.refreshTokens = new RefreshTokens(faults, clock);
        this.devices = new DeviceCodes(faults, Duration.ofSeconds(1), clock);
        AppAuthenticator authenticator = new AppAuthenticator(new AppAssertions(authority, clock), clock);
        this.tokenEndpoint = new TokenEndpoint(authenticator, issuer, codes, refreshTokens, devices,
                new OnBehalfOf(issuer, clock), new UserTokens(issuer, refreshTokens, agreements, faults));
    }

    /** Returns the {@code iss} of a tenant's tokens of version 2.0. */
    public String issuer(Tenant of) {
        return issuer.issuer(of);
    }

    /** Returns the path of a tenant's keys, {@code /{tenant}/discovery/v2.0/keys}. */
    public static String keysPath(Tenant tenant) {
        return "/" + tenant.id() + "/" + KEYS_PATH;
    }

    /** Returns the requests answered, oldest first, at most the latest 10,000. */
    public List<IdentityRequest> requests() {
        return log.all();
    }

    /** Returns the secret with which a process on this machine asks for its managed identity, made at start. */
    public String identityHeader() {
        return identityHeader;
    }

    /** Returns everyone who can sign in. */
    public List<DirectoryUser> users() {
        return tenant.users();
    }

    /**
     * Returns an access token as if a user had signed in at an app and agreed: for tests with many users.
     *
     * @param user who, one of the tenant's
     * @param clientId the app that gets it
     * @param resource the identifier of the API that it is for, or its app's id
     * @throws IllegalArgumentException if the tenant has no such app or resource
     */
    public String mint(DirectoryUser user, String clientId, String resource) {
        AppRegistration app = tenant.app(clientId).orElseThrow(() -> new IllegalArgumentException(clientId));
        ProtectedResource api = tenant.resource(resource).orElseThrow(() -> new IllegalArgumentException(resource));
        SignIn signIn = new SignIn(user, clientId, false, clock.instant(), faults.epoch());
        return issuer.forUser(tenant, new ProvenApp(app, ProvenApp.NONE), api, signIn, api.scopes());
    }

    /** Changes how long the access tokens are valid that are issued from now on. */
    public void tokenLifetime(Duration lifetime) {
        issuer.lifetime(lifetime);
    }

    /** Switches a fault on, in place of one of the same kind. Some happen at once and only once. */
    public void inject(Fault fault) {
        switch (fault.kind()) {
            case KEY_ROTATION -> keys.rotate();
            case REFRESH_TOKENS_REVOKED -> refreshTokens.revoke();
            case CONSENT_REQUIRED -> agreements.withdraw(fault.resource() == null ? "" : fault.resource());
            case CLAIMS_CHALLENGE, MFA_REQUIRED, CLOCK_SKEW, REFRESH_TOKEN_REUSE, SLOW_DOWN, TOO_MANY_REQUESTS,
                    SERVER_ERROR, WRONG_ISSUER ->
                faults.add(fault);
        }
    }

    /** Takes every fault away; keys stay as they are, and refresh tokens that ended stay ended. */
    public void clearFaults() {
        faults.clear();
        agreements.restore();
    }

    /** Returns the faults that are on. */
    public List<Fault> faults() {
        return faults.all();
    }

    /**
     * Answers a request by its path and records it.
     *
     * @param pages the origin of the pages, for example {@code http://localhost:8000}
     */
    public HTTPResponse answer(HTTPRequest request, URI pages) {
        HTTPResponse response;
        @Nullable
        EntraRequest read = null;
        try {
            String[] parts = request.getURI().getPath().split("/", 3);
            String rest = parts.length == 3 ? parts[2] : "";
            boolean post = List.of(TOKEN_PATH, DEVICE_PATH).contains(rest);
            if (!post && !List.of(DISCOVERY_PATH, KEYS_PATH).contains(rest)) {
                response = new HTTPResponse(HTTPResponse.SC_NOT_FOUND);
            } else if (request.getMethod() != (post ? HTTPRequest.Method.POST : HTTPRequest.Method.GET)) {
                response = new HTTPResponse(405);
                response.setHeader("Allow", post ? "POST" : "GET");
            } else {
                requireTenant(parts[1], post);
                read = post ? new EntraRequest(tenant, request) : null;
                response = read == null ? document(rest) : route(rest, read, pages);
            }
        } catch (EntraRefusal refusal) {
            response = EntraErrorResponse.of(refusal, authority, request.getHeaderValue("client-request-id"), clock);
        }
        log.add(record(request, read, response));
        return response;
    }

    private HTTPResponse route(String path, EntraRequest request, URI pages) throws EntraRefusal {
        Optional<HTTPResponse> outage = outage();
        if (outage.isPresent()) {
            return outage.get();
        }
        return path.equals(TOKEN_PATH)
                ? tokenEndpoint.answer(request)
                : devices.begin(request, pages.resolve("/" + tenant.id() + IdentityEndpoint.DEVICE));
    }

    /** The documents are those of one tenant; Entra's for any of them have a blank for its id, which nobody here fills in. */
    private void requireTenant(String id, boolean post) throws EntraRefusal {
        String named = id.toLowerCase(Locale.ROOT);
        if (!tenant.id().equals(named) && !(post && Tenant.ANY.contains(named))) {
            throw EntraRefusal.tenantUnknown(id);
        }
    }

    private HTTPResponse document(String path) {
        HTTPResponse response = new HTTPResponse(HTTPResponse.SC_OK);
        response.setEntityContentType(ContentType.APPLICATION_JSON);
        response.setBody(path.equals(KEYS_PATH)
                ? keys.current().publicKeys()
                : DiscoveryDocument.of(authority, tenant, issuer.issuer(tenant)));
        return response;
    }

    /** Counts a request for a page, which comes by HTTP alone. */
    void note(IdentityRequest request) {
        log.add(request);
    }

    /** Returns the stand-in for Graph, which takes this provider's tokens. */
    GraphEndpoint graph() {
        return new GraphEndpoint(tenant, issuer, faults, clock);
    }

    /** Returns the token of an app that needs no proof because it runs on the machine itself. */
    HTTPResponse machineToken(AppRegistration app, ProtectedResource resource) {
        HTTPResponse response = new HTTPResponse(HTTPResponse.SC_OK);
        response.setEntityContentType(ContentType.APPLICATION_JSON);
        String seconds = Long.toString(issuer.lifetime().toSeconds());
        response.setBody(StrictJson.text(StrictJson.object()
                .put("access_token", issuer.forApp(tenant, new ProvenApp(app, ProvenApp.ASSERTED), resource))
                .put("client_id", app.clientId())
                .put("expires_in", seconds)
                .put("expires_on", Long.toString(clock.instant().plus(issuer.lifetime()).getEpochSecond()))
                .put("ext_expires_in", seconds)
                .put("resource", resource.identifier())
                .put("token_type", "Bearer")));
        return response;
    }

    Tenant tenant() {
        return tenant;
    }

    /** Returns an answer in place of the usual one, while endpoints are made to fail. */
    Optional<HTTPResponse> outage() {
        return Outage.of(faults, authority, clock);
    }

    /** Returns the pages on which users sign in. */
    SignInSite site(URI pages) {
        return new SignInSite(tenant, pages, agreements, codes, devices, faults, clock);
    }

    private static IdentityRequest record(HTTPRequest request, @Nullable EntraRequest read, HTTPResponse response) {
        Map<String, List<String>> form = Map.of();
        try {
            form = request.getBodyAsFormParameters();
        } catch (ParseException e) {
            // A request without a form, or too malformed to name its client, is recorded without one.
        }
        return new IdentityRequest(request.getURI().getPath(), MultivaluedMapUtils.getFirstValue(form, "grant_type"),
                EntraRequest.client(request, form), read == null ? null : read.aboutId(),
                MultivaluedMapUtils.getFirstValue(form, "scope"), response.getStatusCode());
    }
}
