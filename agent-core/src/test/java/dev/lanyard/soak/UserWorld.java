package dev.lanyard.soak;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ConfigSource;
import dev.lanyard.config.HostPort;
import dev.lanyard.config.IdentityConfig;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.server.auth.JwtAuthenticator;
import dev.lanyard.server.auth.JwtRules;
import dev.lanyard.server.auth.KeySet;
import dev.lanyard.server.auth.ProtectedResourceMetadata;
import dev.lanyard.server.auth.SecretHash;
import dev.lanyard.server.certificate.CertificateAuthority;
import dev.lanyard.server.certificate.TrustAnchors;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.http.StrictJson;
import dev.lanyard.server.identity.AppRegistration;
import dev.lanyard.server.identity.DirectoryUser;
import dev.lanyard.server.identity.IdentityEndpoint;
import dev.lanyard.server.identity.IdentityProvider;
import dev.lanyard.server.identity.ProtectedResource;
import dev.lanyard.server.identity.SigningKey;
import dev.lanyard.server.identity.Tenant;
import dev.lanyard.server.protocol.Authenticator;
import dev.lanyard.server.protocol.McpEndpoint;
import dev.lanyard.server.protocol.ServerInfo;
import dev.lanyard.server.protocol.Tool;
import dev.lanyard.server.protocol.ToolResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Is a directory with many users, and tool servers that take its tokens, each for an audience of its own and on a port of its
 * own. Every other server speaks no revision after 2025-11-25, so that there are sessions too. The servers note what they see.
 */
final class UserWorld implements AutoCloseable {
    /** The tool of every server; it takes a nonce and says it back with the id of the user that the token names. */
    static final String TOOL = "whoami";
    private static final String TENANT = "7b1f0a9c-2b7d-4c3e-9f10-6a8b4d2c7e01";
    private static final String CLIENT = "8c3e9d5a-1f42-4b86-8d0e-7b5c2f9a6e02";
    private static final String APP_SECRET = "canary-app";
    static final String SCOPE = "access";
    private static final String PATH = "/mcp";
    private static final URI AUTHORITY = URI.create("https://login.users.localhost");

    private final Path authorities = Files.createTempFile("users", ".pem");
    private final Tenant tenant;
    private final IdentityProvider identity;
    private final HttpServer directory;
    private final List<HttpServer> servers = new ArrayList<>();
    private final Map<String, UserAssertion> users = new LinkedHashMap<>();

    private UserWorld(int users, int servers, Sightings sightings) throws IOException {
        CertificateAuthority authority = CertificateAuthority.create(Clock.systemUTC());
        Files.writeString(authorities, authority.pem());
        var certificate = authority.issue(List.of("localhost", AUTHORITY.getHost()), List.of("127.0.0.1"));
        tenant = tenant(users, servers);
        identity = new IdentityProvider(AUTHORITY, tenant, SigningKey.generate(), Duration.ofHours(1),
                Clock.systemUTC());
        directory = HttpServer.start(
                HttpOptions.onPort(0).withTls(0, certificate.serverContext()).withHostName(AUTHORITY.getHost()),
                origin -> new IdentityEndpoint(identity).routes(origin));
        KeySet keys = KeySet.at(loopback(directory).resolve(IdentityProvider.keysPath(tenant)));
        for (int i = 0; i < servers; i++) {
            int server = i;
            this.servers.add(HttpServer.start(HttpOptions.onPort(0),
                    origin -> Routes.none().with(PATH, endpoint(server, origin, keys, sightings))));
        }
        for (DirectoryUser user : tenant.users()) {
            this.users.put(user.objectId(),
                    UserAssertion.of(user.objectId(), Secret.of(identity.mint(user, CLIENT, CLIENT))));
        }
    }

    /**
     * Starts it.
     *
     * @param life how long the tokens last that are exchanged; those of the users themselves last for an hour
     */
    static UserWorld start(int users, int servers, Duration life, Sightings sightings) throws IOException {
        UserWorld world = new UserWorld(users, servers, sightings);
        world.identity.tokenLifetime(life);
        return world;
    }

    private static Tenant tenant(int users, int servers) {
        AppRegistration app = AppRegistration.of(CLIENT, "app-principal", "Agent")
                .withSecret(SecretHash.of(APP_SECRET));
        List<ProtectedResource> resources = new ArrayList<>(List.of(
                ProtectedResource.of("api://" + CLIENT, CLIENT).withAudience(CLIENT).withScopes("access_as_user")));
        for (int i = 0; i < servers; i++) {
            resources.add(ProtectedResource.of(audience(i), "app-of-" + i).withScopes(SCOPE));
            app = app.withConsent(audience(i), SCOPE);
        }
        return new Tenant(TENANT, List.of(app), resources, IntStream.range(0, users).mapToObj(i -> {
            String id = new UUID(0x0123_4567_89ab_4000L, 0x8000_0000_0000_0000L + i).toString();
            return new DirectoryUser(id, "user" + i, "User " + i, "user" + i + "@users.example");
        }).toList());
    }

    private McpEndpoint endpoint(int server, URI origin, KeySet keys, Sightings sightings) {
        String issuer = identity.issuer(tenant);
        var metadata = new ProtectedResourceMetadata(origin.resolve(PATH), List.of(issuer), List.of(SCOPE));
        Authenticator jwt = new JwtAuthenticator(JwtRules.of(issuer, audience(server), SCOPE), metadata, keys,
                Clock.systemUTC());
        Authenticator noting = exchange -> {
            String token = String.join(" ", exchange.headers("Authorization")).replaceFirst("^Bearer ", "");
            sightings.request(server, Sightings.Token.of(token), String.join(" ", exchange.headers("Mcp-Session-Id")));
            if (server % 2 == 1 && exchange.headers("MCP-Protocol-Version").contains("2026-07-28")) {
                throw new HttpRefusal(400, "unsupported_revision", "This server speaks 2025-11-25.");
            }
            return jwt.authenticate(exchange);
        };
        Tool whoami = Tool.pure(TOOL, "Who am I", "Says who calls.",
                """
                {"type":"object","properties":{"nonce":{"type":"string"}},"required":["nonce"]}""",
                """
                {"type":"object","properties":{"nonce":{"type":"string"},"user":{"type":"string"}}}""", call -> {
                    String nonce = call.arguments().path("nonce").textValue();
                    var token = Sightings.Token.of(call.caller().presented().reveal().orElseThrow());
                    sightings.call(server, nonce, token);
                    return ToolResult.of(nonce + " " + token.user(),
                            StrictJson.object().put("nonce", nonce).put("user", token.user()));
                });
        return McpEndpoint.builder(new ServerInfo(name(server), name(server), "1"), noting, List.of(whoami)).build();
    }

    static String name(int server) {
        return "s" + server;
    }

    /** Returns whom the tokens of a server are for. */
    static String audience(int server) {
        return "api://" + name(server);
    }

    Collection<UserAssertion> users() {
        return users.values();
    }

    UserAssertion user(String subject) {
        return Objects.requireNonNull(users.get(subject));
    }

    /** Returns a user's token for a server as the directory would give it to the agent. */
    String mint(String user, String audience) {
        return identity.mint(tenant.user(user).orElseThrow(), CLIENT, audience);
    }

    /** Returns a server's address. */
    URI url(int server) {
        return loopback(servers.get(server)).resolve(PATH);
    }

    /** Returns how often the directory was asked for a token. */
    long tokenRequests() {
        return identity.requests().stream().filter(request -> request.path().endsWith("/token")).count();
    }

    /** Returns the application as MSAL alone would be told of it; it knows the directory by its real address. */
    ConfidentialClientApplication msalAlone() throws IOException {
        URI address = directory.tlsOrigin().orElseThrow();
        return ConfidentialClientApplication.builder(CLIENT, ClientCredentialFactory.createFromSecret(APP_SECRET))
                .authority(address + "/" + TENANT + "/")
                .instanceDiscovery(false)
                .sslSocketFactory(TrustAnchors.clientContext(authorities).getSocketFactory())
                .build();
    }

    /** Returns the configuration: every server on behalf of the user. */
    AgentConfig config() {
        var source = new ConfigSource(ConfigSource.Kind.NONE, null, Path.of("").toAbsolutePath(), List.of());
        int port = directory.tlsOrigin().orElseThrow().getPort();
        IdentityConfig app = new IdentityConfig.Entra("app", TENANT, CLIENT, SecretRef.Literal.of(APP_SECRET),
                AUTHORITY, new HostPort("127.0.0.1", port), authorities);
        Map<String, ServerConfig> entries = new LinkedHashMap<>();
        for (int i = 0; i < servers.size(); i++) {
            entries.put(name(i), new ServerConfig.Http(name(i), url(i), Map.of(),
                    Map.of(), new AuthConfig.OnBehalfOf("app", audience(i) + "/" + SCOPE), true));
        }
        return new AgentConfig(source, entries, Map.of("app", app), Map.of());
    }

    private static URI loopback(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.origin().getPort());
    }

    @Override
    public void close() throws IOException {
        servers.forEach(HttpServer::close);
        directory.close();
        Files.delete(authorities);
    }
}
