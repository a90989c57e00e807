package dev.lanyard.msal;

import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.ManagedIdentityId;
import com.microsoft.aad.msal4j.ManagedIdentityParameters;
import com.microsoft.aad.msal4j.MsalServiceException;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.TokenSource;
import dev.lanyard.network.HttpPolicy;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Gets tokens of the Azure resource that the agent runs on, from the endpoint that Azure gives it for that. */
public final class EntraManagedIdentity implements TokenSource {
    private static final String DEFAULT = "/.default";

    private final String resource;
    private final ManagedIdentityApplication client;
    private final Clock clock;

    /**
     * Creates a source for one resource; sends nothing.
     *
     * @param scope the resource, with or without {@code /.default}
     * @param clientId which user-assigned identity, or null for the system-assigned one
     * @param endpoint where tokens are had in place of Azure's metadata service, or null
     */
    public EntraManagedIdentity(String scope, @Nullable String clientId, @Nullable URI endpoint, HttpPolicy network,
            Clock clock) {
        this.resource = scope.endsWith(DEFAULT) ? scope.substring(0, scope.length() - DEFAULT.length()) : scope;
        this.clock = clock;
        this.client = ManagedIdentityApplication
                .builder(clientId == null
                        ? ManagedIdentityId.systemAssigned()
                        : ManagedIdentityId.userAssignedClientId(clientId))
                .httpClient(new MetadataHttpClient(endpoint, network))
                .build();
    }

    @Override
    public AccessToken acquire(CredentialRequest request) {
        // Our own cache has asked: MSAL's, which all of the process share, may not answer in its place.
        ManagedIdentityParameters parameters = ManagedIdentityParameters.builder(resource).forceRefresh(true).build();
        Instant asked = clock.instant();
        try {
            return EntraClients.token(EntraClients.await(pending(parameters)), asked);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String shown = EntraFailure.shown(cause);
            if (cause instanceof MsalServiceException) {
                throw new CredentialException.Rejected(request.server(),
                        "The managed identity got no token for server '" + request.server() + "': " + shown + ".",
                        "Check that the identity is assigned to this resource, clientId, and the resource in auth.scope.",
                        cause);
            }
            throw new CredentialException.Unavailable(request.server(),
                    "There is no managed identity for server '" + request.server() + "' here: " + shown + ".",
                    "Run on an Azure resource that has one, or use another 'auth'.", cause);
        }
    }

    private CompletableFuture<IAuthenticationResult> pending(ManagedIdentityParameters parameters)
            throws ExecutionException {
        try {
            return client.acquireTokenForManagedIdentity(parameters);
        } catch (Exception e) {
            throw new ExecutionException(e);
        }
    }
}
