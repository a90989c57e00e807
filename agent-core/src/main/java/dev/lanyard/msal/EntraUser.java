package dev.lanyard.msal;

import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.SilentParameters;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.UserInteraction.SignIn;
import dev.lanyard.credential.UserInteraction.Way;
import dev.lanyard.error.AgentException;
import java.net.MalformedURLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Is the user who runs the program, as an app registration knows that user: silent first, then by the browser (authorization
 * code with PKCE, RFC 7636) or on another device (RFC 8628). Servers that share it share one sign-in, and are one user's: who
 * signs in because the user asked for it takes the place of whoever was signed in, for all of them; a sign-in that a server or
 * Conditional Access wants in the middle has to be the same user's, and is refused if it is not. Thread-safe.
 */
public final class EntraUser {
    private final EntraClients clients;
    private final EntraContext context;
    private final UserCache kept;
    private final UserPartitions partitions;
    private final AuthorityPages pages;
    private final Runnable changed;
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicReference<String> acting = new AtomicReference<>("");

    /** What a silent try came to. */
    private record Silent(Optional<AccessToken> token, @Nullable Throwable refusal) {}

    /**
     * Creates a user; sends nothing.
     *
     * @param changed runs when the user has signed in or out or is another one, so that no token of before is given any more
     */
    public EntraUser(EntraApp app, EntraContext context, Runnable changed) {
        this.clients = new EntraClients(app, context.network());
        this.context = context;
        this.partitions = new UserPartitions(app, context.store(), context.clock());
        this.pages = new AuthorityPages(app);
        this.kept = new UserCache(app, context);
        this.changed = changed;
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

    /** Counts how often the user has signed in or out. */
    int changes() {
        return changes.get();
    }

    /**
     * Returns a token for the user.
     *
     * @param mayAsk whether the user may be asked to sign in
     * @throws CredentialException.InteractionRequired if the user has to sign in and cannot be asked
     */
    AccessToken token(CredentialRequest request, Set<String> scopes, boolean mayAsk) {
        int known = changes.get();
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
            throw EntraFailure.signInNeeded(request.server(), app(), demanded, refusal, remedy(request));
        }
        context.turn().lock();
        try {
            if (changes.get() != known) {
                // The user has just signed in for another server.
                Silent again = silent(request, scopes, claims);
                if (again.token().isPresent()) {
                    return again.token().get();
                }
            }
            return signedIn(request, scopes, demanded, refusal, false);
        } finally {
            context.turn().unlock();
        }
    }

    /** Has the user, or another, sign in, whatever is kept. */
    AccessToken signIn(CredentialRequest request, Set<String> scopes) {
        return signIn(request, scopes, null, true);
    }

    /** Has the same user sign in because of a refusal. */
    AccessToken signIn(CredentialRequest request, Set<String> scopes, Throwable refusal) {
        return signIn(request, scopes, refusal, false);
    }

    private AccessToken signIn(CredentialRequest request, Set<String> scopes, @Nullable Throwable refusal,
            boolean anybody) {
        if (!canBeAsked()) {
            throw EntraFailure.signInNeeded(request.server(), app(), Optional.empty(), refusal, remedy(request));
        }
        context.turn().lock();
        try {
            return signedIn(request, scopes, Optional.empty(), refusal, anybody);
        } finally {
            context.turn().unlock();
        }
    }

    /** Forgets the user. */
    void forget() {
        kept.forget();
        partitions.forget(context.owner());
        changes.incrementAndGet();
        acting.set("");
        changed.run();
    }

    /** Returns what a failure of MSAL's means for the one who runs the program. */
    AgentException failure(CredentialRequest request, Exception failure) {
        return EntraFailure.ofUser(request.server(), app(), failure, remedy(request));
    }

    boolean canBeAsked() {
        return !ways().isEmpty();
    }

    private List<Way> ways() {
        return context.interaction().ways().stream().filter(way -> way != Way.PASTE).toList();
    }

    private String remedy(CredentialRequest request) {
        return canBeAsked() || context.interaction().ways().isEmpty()
                ? context.interaction().remedy(request.server())
                : "Entra takes no pasted address. Sign in with a browser, 'lanyard mcp login " + request.server()
                        + " --sign-in browser', or with a code on another device, '--sign-in device'.";
    }

    private Silent silent(CredentialRequest request, Set<String> scopes, Optional<String> claims) {
        return kept.alone(() -> renewed(request, scopes, claims));
    }

    private Silent renewed(CredentialRequest request, Set<String> scopes, Optional<String> claims) {
        PublicClientApplication client = clients.open(kept.open());
        try {
            Optional<IAccount> account = client.getAccounts().get().stream().findFirst();
            if (account.isEmpty()) {
                return new Silent(Optional.empty(), null);
            }
            actsAs(account.get().homeAccountId());
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
            @Nullable Throwable refusal, boolean anybody) {
        SignIn shown = new SignIn(request.server(), app().authority(), List.copyOf(scopes),
                EntraFailure.reason(refusal, claims));
        Optional<String> who = anybody ? Optional.empty() : kept.known().map(UserCache.Known::name);
        UserSignIn signIn = new UserSignIn(context.interaction(), pages, context.clock(), shown, scopes,
                who.filter(name -> !name.isEmpty()), anybody, claims);
        UserCache.Brought brought = new UserCache.Brought();
        boolean succeeded = false;
        Instant asked = context.clock().instant();
        try {
            AccessToken token = EntraClients.token(signIn.with(ways().getFirst(), clients, brought), asked);
            kept.keep(brought, anybody).ifPresent(known -> {
                throw EntraFailure.anotherUser(request.server(), known, UserCache.known(brought), remedy(request));
            });
            changes.incrementAndGet();
            UserCache.known(brought).ifPresent(user -> actsAs(user.id()));
            if (anybody) {
                partitions.forget(context.owner());
                changed.run();
            }
            succeeded = true;
            return token;
        } catch (ExecutionException e) {
            throw failure(request, e);
        } finally {
            context.interaction().ended(shown, succeeded);
        }
    }

    /** Another process may have signed in another user: from then on, all servers see that one. */
    private void actsAs(String user) {
        String before = acting.getAndSet(user);
        if (!before.isEmpty() && !before.equals(user)) {
            partitions.forget(context.owner());
            changed.run();
        }
    }
}
