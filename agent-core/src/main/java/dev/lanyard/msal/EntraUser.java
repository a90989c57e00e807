package dev.lanyard.msal;

import com.microsoft.aad.msal4j.DeviceCodeFlowParameters;
import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.InteractiveRequestParameters;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.SilentParameters;
import com.microsoft.aad.msal4j.SystemBrowserOptions;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.credential.UserInteraction.SignIn;
import dev.lanyard.credential.UserInteraction.Way;
import dev.lanyard.error.AgentException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Is the user who runs the program, as an app registration knows that user: silent first, then by the browser (authorization
 * code with PKCE, RFC 7636) or on another device (RFC 8628). Servers that share it share one sign-in. Thread-safe.
 */
public final class EntraUser {
    private static final int PATIENCE_SECONDS = 300;

    private final EntraClients clients;
    private final EntraContext context;
    private final TokenStore.Key stored;
    private final UserPartitions partitions;
    private final AuthorityPages pages;
    private final AtomicInteger signIns = new AtomicInteger();

    /** What a silent try came to. */
    private record Silent(Optional<AccessToken> token, @Nullable Throwable refusal) {}

    /** Creates a user; sends nothing. */
    public EntraUser(EntraApp app, EntraContext context) {
        this.clients = new EntraClients(app, context.network());
        this.context = context;
        this.partitions = new UserPartitions(app, context.store(), context.clock());
        this.pages = new AuthorityPages(app);
        this.stored = new TokenStore.Key(TokenStore.Kind.MSAL,
                new CredentialKey(app.issuer().toString(), app.clientId(), "", List.of(), context.owner()));
    }

    EntraApp app() {
        return clients.app();
    }

    EntraContext context() {
        return context;
    }

    EntraClients clients() {
        return clients;
    }

    UserPartitions partitions() {
        return partitions;
    }

    /**
     * Returns a token for the user.
     *
     * @param mayAsk whether the user may be asked to sign in
     * @throws CredentialException.InteractionRequired if the user has to sign in and cannot be asked
     */
    AccessToken token(CredentialRequest request, Set<String> scopes, boolean mayAsk) {
        int known = signIns.get();
        Optional<String> claims = ClaimsChallenge.of(request);
        Silent silent = ClaimsChallenge.wantsUser(request)
                ? new Silent(Optional.empty(), null)
                : silent(request, scopes, claims);
        if (silent.token().isPresent()) {
            return silent.token().get();
        }
        Throwable refusal = silent.refusal();
        Optional<String> demanded = claims.or(() -> refusal == null ? Optional.empty() : EntraFailure.claims(refusal));
        if (!mayAsk || !canBeAsked()) {
            throw EntraFailure.signInNeeded(request.server(), app(), demanded, refusal,
                    context.interaction().remedy(request.server()));
        }
        context.turn().lock();
        try {
            if (signIns.get() != known) {
                // The user has just signed in for another server.
                Silent again = silent(request, scopes, claims);
                if (again.token().isPresent()) {
                    return again.token().get();
                }
            }
            return signedIn(request, scopes, demanded, refusal);
        } finally {
            context.turn().unlock();
        }
    }

    /** Has the user sign in, whatever is kept. */
    AccessToken signIn(CredentialRequest request, Set<String> scopes) {
        return signIn(request, scopes, null);
    }

    /** Has the user sign in because of a refusal. */
    AccessToken signIn(CredentialRequest request, Set<String> scopes, @Nullable Throwable refusal) {
        if (!canBeAsked()) {
            throw EntraFailure.signInNeeded(request.server(), app(), Optional.empty(), refusal,
                    context.interaction().remedy(request.server()));
        }
        context.turn().lock();
        try {
            return signedIn(request, scopes, Optional.empty(), refusal);
        } finally {
            context.turn().unlock();
        }
    }

    /** Forgets the user. */
    void forget() {
        var unused = context.store().update(stored, present -> Optional.empty());
        partitions.forget(context.owner());
    }

    /** Returns what a failure of MSAL's means for the one who runs the program. */
    AgentException failure(CredentialRequest request, Exception failure) {
        return EntraFailure.ofUser(request.server(), app(), failure, context.interaction().remedy(request.server()));
    }

    boolean canBeAsked() {
        return !ways().isEmpty();
    }

    private List<Way> ways() {
        return context.interaction().ways().stream().filter(way -> way != Way.PASTE).toList();
    }

    private Silent silent(CredentialRequest request, Set<String> scopes, Optional<String> claims) {
        PublicClientApplication client = client();
        try {
            Optional<IAccount> account = client.getAccounts().get().stream().findFirst();
            if (account.isEmpty()) {
                return new Silent(Optional.empty(), null);
            }
            AccessToken token = silent(client, account.get(), scopes, claims, false);
            // MSAL may give from its cache what the server has just refused.
            return new Silent(Optional.of(EntraClients.isRefused(request, token)
                    ? silent(client, account.get(), scopes, claims, true)
                    : token), null);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (EntraFailure.isNothingKept(cause) || EntraFailure.wantsUser(cause)) {
                return new Silent(Optional.empty(), cause);
            }
            throw failure(request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(request, e);
        }
    }

    private AccessToken silent(PublicClientApplication client, IAccount account, Set<String> scopes,
            Optional<String> claims, boolean anew) throws ExecutionException {
        SilentParameters.SilentParametersBuilder parameters = SilentParameters.builder(scopes, account)
                .forceRefresh(anew || claims.isPresent());
        claims.flatMap(ClaimsChallenge::request).ifPresent(parameters::claims);
        Instant asked = context.clock().instant();
        try {
            return EntraClients.token(EntraClients.await(client.acquireTokenSilently(parameters.build())), asked);
        } catch (MalformedURLException e) {
            throw new ExecutionException(e);
        }
    }

    private AccessToken signedIn(CredentialRequest request, Set<String> scopes, Optional<String> claims,
            @Nullable Throwable refusal) {
        UserInteraction interaction = context.interaction();
        SignIn shown = new SignIn(request.server(), app().authority(), List.copyOf(scopes),
                EntraFailure.reason(refusal, claims));
        boolean succeeded = false;
        Instant asked = context.clock().instant();
        try {
            CompletableFuture<IAuthenticationResult> pending = ways().getFirst() == Way.DEVICE_CODE
                    ? device(clients.device(kept(), claims), scopes, claims, shown)
                    : browser(client(), scopes, claims, shown);
            AccessToken token = EntraClients.token(EntraClients.await(pending), asked);
            signIns.incrementAndGet();
            succeeded = true;
            return token;
        } catch (ExecutionException e) {
            throw failure(request, e);
        } finally {
            interaction.ended(shown, succeeded);
        }
    }

    private CompletableFuture<IAuthenticationResult> browser(PublicClientApplication client, Set<String> scopes,
            Optional<String> claims, SignIn shown) {
        // MSAL's thread may open the browser before MSAL has noted its own future, and fail of that.
        CountDownLatch started = new CountDownLatch(1);
        var parameters = InteractiveRequestParameters.builder(URI.create("http://localhost"))
                .scopes(scopes)
                .httpPollingTimeoutInSeconds(PATIENCE_SECONDS)
                .systemBrowserOptions(SystemBrowserOptions.builder()
                        .htmlMessageSuccess("You are signed in. You can close this page and go back to Lanyard.")
                        .htmlMessageError("You are not signed in. Go back to Lanyard, which says why.")
                        .openBrowserAction(url -> {
                            try {
                                started.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            context.interaction().open(shown, pages.page(url.toString()));
                        })
                        .build());
        // MSAL sends the first of these with the code only; it is the second that the user's page is asked for.
        claims.flatMap(ClaimsChallenge::request).ifPresent(parameters::claims);
        claims.ifPresent(parameters::claimsChallenge);
        try {
            return client.acquireToken(parameters.build());
        } finally {
            started.countDown();
        }
    }

    private CompletableFuture<IAuthenticationResult> device(PublicClientApplication client, Set<String> scopes,
            Optional<String> claims, SignIn shown) {
        var parameters = DeviceCodeFlowParameters.builder(scopes,
                code -> context.interaction()
                        .show(shown, new UserInteraction.DeviceCode(code.userCode(), pages.page(code.verificationUri()),
                                null, context.clock().instant().plusSeconds(code.expiresIn()))));
        claims.flatMap(ClaimsChallenge::request).ifPresent(parameters::claims);
        return client.acquireToken(parameters.build());
    }

    private PublicClientApplication client() {
        return clients.open(kept());
    }

    private StoredCache kept() {
        return new StoredCache(context.store(), stored, context.clock(), true);
    }
}
