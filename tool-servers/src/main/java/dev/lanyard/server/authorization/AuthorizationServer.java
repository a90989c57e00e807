package dev.lanyard.server.authorization;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.Routes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An authorization server as MCP asks for (MCP 2025-11-25 and 2026-07-28, Authorization; OAuth 2.1): code with PKCE,
 * {@code resource}, {@code iss}, registration, client id metadata documents, refresh tokens that rotate, devices, token
 * exchange. Everything is in memory and bounded. Thread-safe.
 */
public final class AuthorizationServer {
    private static final String AUTHORIZATION_SERVER = "/.well-known/oauth-authorization-server";
    private static final String OPENID_CONFIGURATION = "/.well-known/openid-configuration";

    private final AuthorizationSettings settings;
    private final Targets targets;
    private final TokenSigner signer = new TokenSigner();
    private final Clients clients;
    private final Sessions sessions;
    private final Interactions interactions;
    private final DeviceRequests devices;
    private final TokenFamilies families;
    private final AuthorizationCodes codes;

    /** Creates a server, which answers once its routes are mounted. */
    public AuthorizationServer(AuthorizationSettings settings) {
        this.settings = settings;
        this.targets = new Targets(settings.resources());
        this.clients = new Clients(settings);
        this.sessions = new Sessions(settings.issuer(), settings.clock());
        this.interactions = new Interactions(settings);
        this.devices = new DeviceRequests(settings.clock());
        this.families = new TokenFamilies(settings.clock());
        this.codes = new AuthorizationCodes(settings.clock(), families);
    }

    /**
     * Returns the routes: the endpoints below the issuer, and its description at each place where clients look for that of
     * an issuer with a path (RFC 8414, section 3.1; OpenID Connect Discovery 1.0, section 4; MCP 2025-11-25, Authorization,
     * authorization server metadata discovery).
     */
    public Routes routes() {
        HttpHandler metadata = ServerMetadata.handler(settings, targets);
        String path = settings.issuer().getRawPath();
        Routes described = Routes.none()
                .with(AUTHORIZATION_SERVER + path, metadata)
                .with(path + OPENID_CONFIGURATION, metadata);
        if (!path.isEmpty()) {
            described = described.with(OPENID_CONFIGURATION + path, metadata);
        }
        return described.with(pages()).with(endpoints());
    }

    /**
     * Returns the routes of a server that is made when it is first asked for something.
     *
     * @param issuer its identifier, which has a path
     * @param made gives the server
     */
    public static Routes later(URI issuer, Supplier<AuthorizationServer> made) {
        String path = issuer.getRawPath();
        return Routes.later(List.of(path + "/", AUTHORIZATION_SERVER + path, OPENID_CONFIGURATION + path),
                () -> made.get().routes());
    }

    private Routes pages() {
        Pages pages = new Pages(settings);
        return Routes.none()
                .with(settings.path("/authorize"),
                        new AuthorizeEndpoint(settings, clients, targets, sessions, interactions))
                .with(settings.path("/interaction"),
                        new InteractionEndpoint(settings, pages, sessions, interactions, new Consents(), codes))
                .with(settings.path("/device"),
                        new DeviceEndpoint(settings.clock(), pages, sessions, interactions, devices));
    }

    private Routes endpoints() {
        ClientAuthenticator authenticator = new ClientAuthenticator(settings, clients);
        AccessTokens tokens = new AccessTokens(settings, signer, families);
        TokenEndpoint token = new TokenEndpoint(authenticator, targets, codes, families, devices, tokens);
        TokenStatus status = new TokenStatus(authenticator, families, tokens);
        DeviceAuthorizationEndpoint device = new DeviceAuthorizationEndpoint(settings, authenticator, targets, devices);
        return Routes.none()
                .with(settings.path("/token"), OAuthMessages.post(token::answer))
                .with(settings.path("/revoke"), OAuthMessages.post(status::revoke))
                .with(settings.path("/introspect"), OAuthMessages.post(status::introspect))
                .with(settings.path("/device_authorization"), OAuthMessages.post(device::answer))
                .with(settings.path("/register"), new RegistrationEndpoint(clients, settings.clock()))
                .with(settings.path("/jwks"), this::keys);
    }

    private void keys(HttpExchange exchange) throws IOException {
        exchange.allow("GET");
        exchange.respond(200, Map.of("Content-Type", "application/jwk-set+json"),
                signer.publicKeys().getBytes(StandardCharsets.UTF_8));
    }
}
