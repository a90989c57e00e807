package dev.lanyard.msal;

import com.microsoft.aad.msal4j.ClientCredentialParameters;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.TokenSource;
import dev.lanyard.network.HttpPolicy;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * Gets tokens for the agent itself (OAuth 2.0 client credentials, RFC 6749, section 4.4). Entra wants the scope
 * {@code <resource>/.default}; what the app may do comes back as roles.
 */
public final class EntraClientCredentials implements TokenSource {
    private final EntraApp app;
    private final String scope;
    private final Clock clock;
    private final EntraClients clients;

    /**
     * Creates a source for one scope; sends nothing.
     *
     * @param network how the authority is reached
     */
    public EntraClientCredentials(EntraApp app, String scope, Clock clock, HttpPolicy network) {
        this.app = app;
        this.scope = scope;
        this.clock = clock;
        this.clients = new EntraClients(app, network);
    }

    @Override
    public AccessToken acquire(CredentialRequest request) {
        // Our own cache has asked: MSAL's may not answer in its place.
        ClientCredentialParameters.ClientCredentialParametersBuilder parameters = ClientCredentialParameters
                .builder(Set.of(scope))
                .skipCache(true);
        ClaimsChallenge.of(request).flatMap(ClaimsChallenge::request).ifPresent(parameters::claims);
        Instant asked = clock.instant();
        try {
            return EntraClients.token(EntraClients.await(
                    clients.confidential(NoCache.INSTANCE).acquireToken(parameters.build())), asked);
        } catch (ExecutionException e) {
            throw EntraFailure.ofApp(request.server(), app, e);
        }
    }
}
