package dev.lanyard.resolution;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.Environment;
import dev.lanyard.config.HostPort;
import dev.lanyard.config.IdentityConfig;
import dev.lanyard.config.IdentityConfig.Entra.Proof;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.event.AgentListener;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.oauth.OAuthContext;
import dev.lanyard.server.identity.DirectoryUser;
import dev.lanyard.server.identity.IdentityProvider;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Is the playground's directory and what reaches it: one identity, servers by their scopes. */
final class EntraWorld implements AutoCloseable {
    static final URI SERVER = URI.create("https://server.example/mcp");
    static final String PROFILE = "api://profile/access";
    private static final String SECRET = "PLAYGROUND_CLIENT_SECRET";
    static final String TENANT = "5e1f0a9c-2b7d-4c3e-9f10-6a8b4d2c7e01";
    static final String CLIENT = "a3c9e7d5-1f42-4b86-8d0e-7b5c2f9a6e02";

    final Playground playground;
    TokenStore store = TokenStore.inMemory();
    UserInteraction user = UserInteraction.nobody();
    String tenant = TENANT;
    Clock clock = Clock.systemUTC();
    Proof proof = new Proof.ClientSecret(SecretRef.Env.of(SECRET));

    EntraWorld(PlaygroundOptions options) throws IOException {
        playground = Playground.start(options.withIdentityOnly());
    }

    IdentityProvider provider() {
        return playground.identity();
    }

    IdentityConfig.Entra identity() {
        return new IdentityConfig.Entra("contoso", tenant, CLIENT, proof, URI.create("https://login.lanyard.localhost"),
                new HostPort("127.0.0.1", playground.tlsOrigin().getPort()),
                playground.config().resolveSibling("ca.pem"),
                CLIENT + "/.default", URI.create("http://localhost:" + playground.origin().getPort()));
    }

    /** Returns a resolver as a new process would have it: with the same store and nothing else. */
    CredentialResolver process() {
        return process(new CredentialCache(clock));
    }

    /** Returns the same with a cache of one's own. */
    CredentialResolver process(CredentialCache cache) {
        SecretResolver secrets = new SecretResolver("test", Environment.of(Map.of(SECRET, playground.variable(SECRET))),
                Map.of(), InputPrompt.nobody());
        return new CredentialResolver(Map.of("contoso", identity()), secrets, cache,
                new OAuthContext(HttpPolicy.direct(), store, user, clock), AgentListener.none());
    }

    static CredentialProvider provider(CredentialResolver process, AuthConfig auth) {
        return process.resolve(new ServerConfig.Http("server", SERVER, Map.of(), Map.of(), auth, false));
    }

    static AccessToken token(CredentialProvider provider) {
        return (AccessToken) provider.credential(CredentialRequest.first("server", SERVER));
    }

    static AccessToken token(CredentialProvider provider, UserAssertion user) {
        return (AccessToken) provider.credential(new CredentialRequest("server", SERVER, user, null));
    }

    /** Returns the token after a server has refused the one before. */
    static AccessToken refused(CredentialProvider provider, AccessToken before) {
        return (AccessToken) provider.credential(CredentialRequest.first("server", SERVER)
                .after(Challenge.of(401, List.of("Bearer error=\"invalid_token\"")), before));
    }

    /** Returns what is stored now. */
    Map<TokenStore.Key, Secret> stored() {
        return store.keys().stream().collect(Collectors.toMap(key -> key, key -> store.find(key).orElseThrow()));
    }

    /** Brings back what was stored. */
    void restore(Map<TokenStore.Key, Secret> stored) {
        stored.forEach((key, value) -> {
            var unused = store.update(key, present -> Optional.of(value));
        });
    }

    /** Returns the claims of a token, which only a test may look at. */
    static String claims(AccessToken token) {
        return new String(Base64.getUrlDecoder().decode(token.value().reveal().split("\\.", -1)[1]),
                StandardCharsets.UTF_8);
    }

    /** Returns a user of the playground's directory. */
    static DirectoryUser user(String name) {
        String id = switch (name) {
            case "alice" -> "1a11ce00-5c3f-4d72-9b1e-4e8a7d2f6c10";
            case "bob" -> "2b0b0000-8e6d-4a19-b5c4-7d3f1e9a2b11";
            default -> UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        };
        return new DirectoryUser(id, name, name, name + "@playground.example");
    }

    long requests(String ending) {
        return provider().requests().stream().filter(request -> request.path().endsWith(ending)).count();
    }

    @Override
    public void close() {
        playground.close();
    }
}
