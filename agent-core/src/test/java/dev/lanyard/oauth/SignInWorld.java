package dev.lanyard.oauth;

import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.event.AgentListener;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.threeten.extra.MutableClock;

/** Is a server that wants a sign-in, its issuer, an attacker's issuer, and a user. */
final class SignInWorld implements AutoCloseable {
    final FakeServer mcp;
    final FakeIssuer issuer = new FakeIssuer();
    final FakeIssuer attacker = new FakeIssuer();
    final TokenStore store = TokenStore.inMemory();
    final ScriptedUser user = new ScriptedUser();
    final MutableClock clock = MutableClock.of(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    /** The server's metadata; empty for none. */
    volatile String resourceMetadata;

    SignInWorld() throws IOException {
        mcp = FakeServer.start();
        resourceMetadata = naming(issuer.origin());
        mcp.before((request, exchange) -> {
            if (request.target().equals("/.well-known/oauth-protected-resource/mcp") && !resourceMetadata.isEmpty()) {
                exchange.json(200, resourceMetadata);
            } else if (request.target().startsWith("/.well-known")) {
                exchange.status(404);
            }
        });
    }

    /** Has the server refuse every request without a token of the issuer's. */
    void protect() {
        mcp.result("tools/list", "{\"tools\":[]}");
        mcp.before((request, exchange) -> {
            if (request.target().equals("/.well-known/oauth-protected-resource/mcp")) {
                exchange.json(200, resourceMetadata);
            } else if (request.target().startsWith("/.well-known")) {
                exchange.status(404);
            } else if (!request.header("Authorization").startsWith("Bearer canary-access-")) {
                exchange.status(401, "WWW-Authenticate: Bearer");
            }
        });
    }

    /** Returns metadata that names an authorization server. */
    String naming(String authorizationServer) {
        return "{\"resource\":\"" + mcp.url() + "\",\"authorization_servers\":[\"" + authorizationServer + "\"]}";
    }

    OAuthServer server() {
        return OAuthServer.of("test", mcp.url());
    }

    OAuthServer server(@org.jspecify.annotations.Nullable String pinned, RegisteredClient client) {
        return new OAuthServer("test", mcp.url(), pinned, client, null, OAuthServer.Redirect.ANY_PORT, List.of(),
                ResourceMode.AUTO, "user");
    }

    SignInProvider provider(OAuthServer server) {
        return new SignInProvider(server,
                new OAuthContext(HttpPolicy.direct(), store, user, clock), new CredentialCache(clock),
                AgentListener.none(), true);
    }

    CredentialRequest first() {
        return CredentialRequest.first("test", mcp.url());
    }

    /** Returns what follows when the server refuses a credential. */
    CredentialRequest refused(int status, String challenge, Credential refused) {
        return first().after(Challenge.of(status, challenge.isEmpty() ? List.of() : List.of(challenge)), refused);
    }

    /** Signs in and returns the token. */
    AccessToken signIn(SignInProvider provider) {
        return (AccessToken) provider.credential(refused(401, "", new Credential.None()));
    }

    /** Returns all that an issuer was told, addresses and bodies. */
    static String told(FakeIssuer issuer) {
        return issuer.server.received().toString();
    }

    static URI uri(String text) {
        return URI.create(text);
    }

    @Override
    public void close() throws IOException {
        mcp.close();
        issuer.close();
        attacker.close();
    }
}
