package dev.lanyard.msal;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenSource;
import dev.lanyard.network.HttpPolicy;
import java.net.MalformedURLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * Gets tokens for the agent itself (OAuth 2.0 client credentials, RFC 6749, section 4.4). Entra wants the scope
 * {@code <resource>/.default}; what the app may do comes back as roles.
 */
public final class EntraClientCredentials implements TokenSource {
    private final EntraApp app;
    private final String scope;
    private final Clock clock;
    private final ConfidentialClientApplication client;

    /**
     * Creates a source for one scope; sends nothing.
     *
     * @param network how the authority is reached
     * @throws CredentialException.Rejected if MSAL does not take the authority
     */
    public EntraClientCredentials(EntraApp app, String scope, Clock clock, HttpPolicy network) {
        this.app = app;
        this.scope = scope;
        this.clock = clock;
        this.client = client(app, network);
    }

    private static ConfidentialClientApplication client(EntraApp app, HttpPolicy network) {
        try {
            return ConfidentialClientApplication
                    .builder(app.clientId(), ClientCredentialFactory.createFromSecret(app.clientSecret().reveal()))
                    .authority(app.issuer().toString())
                    // The authority is the user's own word: asking Microsoft's servers about it would add nothing.
                    .instanceDiscovery(false)
                    .httpClient(new EntraHttpClient(app, network))
                    .executorService(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new CredentialException.Rejected(app.authority().toString(),
                    "Authority '" + app.issuer() + "' is not one that MSAL accepts.",
                    "Use a form such as 'https://login.microsoftonline.com'.", e);
        }
    }

    @Override
    public AccessToken acquire(CredentialRequest request) {
        // Our own cache has asked: MSAL's may not answer in its place.
        ClientCredentialParameters parameters = ClientCredentialParameters.builder(Set.of(scope))
                .skipCache(true)
                .build();
        Instant asked = clock.instant();
        try {
            IAuthenticationResult result = client.acquireToken(parameters).get();
            return token(result, asked);
        } catch (ExecutionException e) {
            throw EntraFailure.translate(request.server(), app, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EntraFailure.translate(request.server(), app, e);
        }
    }

    private static AccessToken token(IAuthenticationResult result, Instant asked) throws ExecutionException {
        try {
            return new AccessToken(Secret.of(result.accessToken()), asked, result.expiresOnDate().toInstant());
        } catch (IllegalArgumentException | NullPointerException e) {
            // What the issuer sent is no token: empty, with line breaks, or over before it began.
            throw new ExecutionException(new IllegalStateException("the answer holds no usable token", e));
        }
    }
}
