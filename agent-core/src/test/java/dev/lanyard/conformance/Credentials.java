package dev.lanyard.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.event.AgentListener;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.oauth.ClientProof;
import dev.lanyard.oauth.Grant;
import dev.lanyard.oauth.GrantProvider;
import dev.lanyard.oauth.OAuthContext;
import dev.lanyard.oauth.OAuthServer;
import dev.lanyard.oauth.RegisteredClient;
import dev.lanyard.oauth.ResourceMode;
import dev.lanyard.oauth.SignInProvider;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

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
        OAuthServer known = signIn(server, scenario, context);
        return grant(scenario, context)
                .<CredentialProvider>map(grant -> new GrantProvider(known, client(context).orElseThrow(), grant, oauth,
                        cache, AgentListener.none()))
                .orElseGet(() -> new SignInProvider(known, oauth, cache, AgentListener.none(), false));
    }

    private static Optional<Grant> grant(String scenario, JsonNode context) {
        return switch (scenario) {
            case "auth/client-credentials-jwt", "auth/client-credentials-basic" ->
                Optional.of(new Grant.ClientCredentials());
            case "auth/wif-jwt-bearer" ->
                Optional.of(new Grant.WorkloadIdentity(() -> Secret.of(context.path("valid_jwt").asText())));
            case "auth/enterprise-managed-authorization" -> Optional.of(new Grant.Enterprise(
                    context.path("idp_issuer").asText(),
                    RegisteredClient.open(context.path("idp_client_id").asText()),
                    () -> Secret.of(context.path("idp_id_token").asText())));
            default -> Optional.empty();
        };
    }

    private static Optional<RegisteredClient> client(JsonNode context) {
        String id = context.path("client_id").asText();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        if (context.has("private_key_pem")) {
            String key = context.path("private_key_pem").asText().replace("\n", "");
            return Optional.of(new RegisteredClient(id,
                    new ClientProof.PrivateKey(Secret.of(key), context.path("signing_algorithm").asText())));
        }
        return Optional.of(context.has("client_secret")
                ? RegisteredClient.withSecret(id, Secret.of(context.path("client_secret").asText()))
                : RegisteredClient.open(id));
    }

    private static OAuthServer signIn(ServerConfig.Http server, String scenario, JsonNode context) {
        return new OAuthServer(server.name(), server.url(), context.path("issuer").textValue(),
                client(context).orElse(null),
                scenario.equals("auth/basic-cimd") ? DOCUMENT : null, OAuthServer.Redirect.ANY_PORT, List.of(),
                ResourceMode.AUTO, "user");
    }
}
