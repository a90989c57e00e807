package dev.lanyard.msal;

import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.PublicClientApplication;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.Secret;
import dev.lanyard.network.HttpPolicy;
import java.net.MalformedURLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Makes MSAL's clients for one app registration. A client holds a cache that grows with its users and is searched from end to
 * end, so that each user's request gets a client of its own; they share the way to the authority.
 */
final class EntraClients {
    /** Says that we understand claims challenges, so that tokens may be long-lived and revoked in the middle (CAE). */
    private static final Set<String> CAPABILITIES = Set.of("cp1");

    private final EntraApp app;
    private final EntraHttpClient http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    EntraClients(EntraApp app, HttpPolicy network) {
        this.app = app;
        this.http = new EntraHttpClient(app, network);
    }

    EntraApp app() {
        return app;
    }

    /** Returns a client that proves itself; its proof is read anew. */
    ConfidentialClientApplication confidential(ITokenCacheAccessAspect cache) {
        IClientCredential proof = ProofReader.read(app);
        boolean chain = app.proof() instanceof AppProof.Certificate certificate && certificate.chain();
        try {
            return ConfidentialClientApplication.builder(app.clientId(), proof)
                    .authority(app.issuer().toString())
                    // The authority is the user's own word: asking Microsoft's servers about it would add nothing.
                    .instanceDiscovery(false)
                    .clientCapabilities(CAPABILITIES)
                    .sendX5c(chain)
                    .setTokenCacheAccessAspect(cache)
                    .httpClient(http)
                    .executorService(threads)
                    .build();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw unusable(e);
        }
    }

    /** Returns a client that users sign in to. */
    PublicClientApplication open(ITokenCacheAccessAspect cache) {
        return open(cache, http);
    }

    /**
     * Returns a client for one sign-in on another device.
     *
     * @param claims what the sign-in has to satisfy, as JSON
     */
    PublicClientApplication device(ITokenCacheAccessAspect cache, Optional<String> claims) {
        return open(cache, new DeviceHttpClient(http, claims.map(ClaimsChallenge::withCapabilities)));
    }

    private PublicClientApplication open(ITokenCacheAccessAspect cache, IHttpClient way) {
        try {
            return PublicClientApplication.builder(app.clientId())
                    .authority(app.issuer().toString())
                    .instanceDiscovery(false)
                    .clientCapabilities(CAPABILITIES)
                    .setTokenCacheAccessAspect(cache)
                    .httpClient(way)
                    .executorService(threads)
                    .build();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw unusable(e);
        }
    }

    private CredentialException unusable(Exception cause) {
        return new CredentialException.Rejected(app.authority().toString(),
                "Authority '" + app.issuer() + "' is not one that MSAL accepts.",
                "Use a form such as 'https://login.microsoftonline.com'.", cause);
    }

    /** Waits for MSAL's answer. */
    static IAuthenticationResult await(CompletableFuture<IAuthenticationResult> pending) throws ExecutionException {
        try {
            return pending.get();
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        }
    }

    /** Says whether the server has refused this token, whenever MSAL gave it. */
    static boolean isRefused(CredentialRequest request, AccessToken token) {
        CredentialRequest.Refusal refusal = request.refusal();
        if (refusal == null) {
            return false;
        }
        List<Credential> refused = refusal.refused() instanceof Credential.All all
                ? all.parts()
                : List.of(refusal.refused());
        return refused.stream()
                .anyMatch(each -> each instanceof AccessToken known && known.value().equals(token.value()));
    }

    /** Returns the token in an answer. */
    static AccessToken token(IAuthenticationResult result, Instant asked) throws ExecutionException {
        try {
            return new AccessToken(Secret.of(result.accessToken()), asked, result.expiresOnDate().toInstant());
        } catch (IllegalArgumentException | NullPointerException e) {
            // What the issuer sent is no token: empty, with line breaks, or over before it began.
            throw new ExecutionException(new IllegalStateException("the answer holds no usable token", e));
        }
    }
}
