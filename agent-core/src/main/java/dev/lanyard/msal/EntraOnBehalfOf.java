package dev.lanyard.msal;

import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import com.microsoft.aad.msal4j.UserAssertion;
import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * Exchanges a user's token for one to a server (RFC 7523, section 2.1, with {@code requested_token_use=on_behalf_of}). What
 * the exchange brings is kept under the user and the hash of the user's token: who presents another token, were it one that
 * names the same user, gets nothing of it.
 */
public final class EntraOnBehalfOf implements TokenSource {
    private final EntraUser owner;
    private final CredentialProvider assertions;
    private final Set<String> scopes;
    private final EntraClients clients;

    /** What an exchange came to: a token or what refused it. */
    private sealed interface Outcome {
        record Token(AccessToken token) implements Outcome {}

        record Refused(Throwable cause) implements Outcome {}
    }

    /**
     * Creates a source for one set of scopes; sends nothing.
     *
     * @param owner the one who runs the program
     * @param assertions gives the owner's token for the app itself
     */
    public EntraOnBehalfOf(EntraUser owner, CredentialProvider assertions, Set<String> scopes) {
        this.owner = owner;
        this.assertions = assertions;
        this.scopes = Set.copyOf(scopes);
        this.clients = owner.clients();
    }

    @Override
    public AccessToken acquire(CredentialRequest request) {
        return request.onBehalfOf()
                .map(user -> ofUser(request, user.token(), user.cacheUser()))
                .orElseGet(() -> ofOwner(request));
    }

    private AccessToken ofUser(CredentialRequest request, Secret assertion, String user) {
        return switch (exchanged(request, assertion, user)) {
            case Outcome.Token(AccessToken token) -> token;
            case Outcome.Refused(Throwable cause) ->
                throw EntraFailure.ofAssertion(request.server(), clients.app(), ClaimsChallenge.of(request), cause);
        };
    }

    /** The owner can sign in anew, with what Entra demands, so that the call that needed it goes on. */
    private AccessToken ofOwner(CredentialRequest request) {
        CredentialRequest first = CredentialRequest.first(request.server(), request.resource());
        AccessToken assertion = (AccessToken) assertions.credential(first);
        Throwable cause = null;
        switch (exchanged(request, assertion.value(), owner.context().owner())) {
            case Outcome.Token(AccessToken token) -> {
                return token;
            }
            case Outcome.Refused(Throwable refused) -> cause = refused;
        }
        if (EntraFailure.isAboutConsent(cause) && owner.canBeAsked()) {
            // The page asks for consent, as it is the same app that exchanges; what it gives for this once is not needed.
            var unused = owner.signIn(request, scopes, cause);
            return switch (exchanged(request, assertion.value(), owner.context().owner())) {
                case Outcome.Token(AccessToken token) -> token;
                case Outcome.Refused(Throwable again) ->
                    throw owner.failure(request, new ExecutionException(again));
            };
        }
        Optional<String> demanded = EntraFailure.claims(cause).or(() -> ClaimsChallenge.of(request));
        if (demanded.isEmpty() && !EntraFailure.isAboutAssertion(cause)) {
            throw owner.failure(request, new ExecutionException(cause));
        }
        Challenge challenge = demanded.map(ClaimsChallenge::demanding).orElseGet(() -> new Challenge(401, List.of()));
        AccessToken renewed = (AccessToken) assertions.credential(first.after(challenge, assertion));
        return switch (exchanged(request, renewed.value(), owner.context().owner())) {
            case Outcome.Token(AccessToken token) -> token;
            case Outcome.Refused(Throwable again) ->
                throw owner.failure(request, new ExecutionException(again));
        };
    }

    private Outcome exchanged(CredentialRequest request, Secret assertion, String user) {
        Optional<String> claims = ClaimsChallenge.of(request);
        // The owner's token is renewed by signing in silently, and each of them would leave a refresh token behind.
        ConfidentialClientApplication client = clients.confidential(new StoredCache(owner.context().store(),
                owner.partitions().of(user), owner.context().clock(), !user.equals(owner.context().owner())));
        try {
            AccessToken token = exchanged(client, assertion, claims, claims.isPresent());
            return new Outcome.Token(
                    EntraClients.isRefused(request, token) ? exchanged(client, assertion, claims, true) : token);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Outcome.Refused(cause);
        }
    }

    private AccessToken exchanged(ConfidentialClientApplication client, Secret assertion, Optional<String> claims,
            boolean anew) throws ExecutionException {
        OnBehalfOfParameters.OnBehalfOfParametersBuilder parameters = OnBehalfOfParameters
                .builder(scopes, new UserAssertion(assertion.reveal()))
                .skipCache(anew);
        // MSAL overwrites 'claims' of this request with the client's capabilities, and merges these.
        claims.ifPresent(parameters::claimsFromClient);
        Instant asked = owner.context().clock().instant();
        try {
            return EntraClients.token(EntraClients.await(client.acquireToken(parameters.build())), asked);
        } catch (ExecutionException e) {
            if (anew || e.getCause() == null || !EntraFailure.wantsUser(e.getCause())) {
                throw e;
            }
            // What MSAL kept is refused, such as a refresh token that has ended; the user's own token may still be good.
            return exchanged(client, assertion, claims, true);
        }
    }
}
