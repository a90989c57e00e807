package dev.lanyard.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.event.AgentListener;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.oauth.OAuthContext;
import dev.lanyard.oauth.OAuthServer;
import dev.lanyard.oauth.RegisteredClient;
import dev.lanyard.oauth.ResourceMode;
import dev.lanyard.oauth.SignInProvider;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/** Gives the driver the credential that a scenario's context describes; everything else is discovered. */
final class Credentials {
    /** The document that the suite expects of a client that has one. */
    private static final URI DOCUMENT = URI.create("https://conformance-test.local/client-metadata.json");

    private Credentials() {}

    static CredentialProvider of(ServerConfig.Http server, String scenario, JsonNode context) {
        Clock clock = Clock.systemUTC();
        CredentialCache cache = new CredentialCache(clock);
        OAuthContext oauth = new OAuthContext(HttpPolicy.direct(), TokenStore.inMemory(), new FollowingInteraction(),
                clock);
        return new SignInProvider(signIn(server, scenario, context), oauth, cache, AgentListener.none(), false);
    }

    private static OAuthServer signIn(ServerConfig.Http server, String scenario, JsonNode context) {
        RegisteredClient client = !context.has("client_id")
                ? null
                : !context.has("client_secret")
                        ? RegisteredClient.open(context.path("client_id").asText())
                        : RegisteredClient.withSecret(context.path("client_id").asText(),
                                Secret.of(context.path("client_secret").asText()));
        return new OAuthServer(server.name(), server.url(), context.path("issuer").textValue(), client,
                scenario.equals("auth/basic-cimd") ? DOCUMENT : null, OAuthServer.Redirect.ANY_PORT, List.of(),
                ResourceMode.AUTO, "user");
    }
}
