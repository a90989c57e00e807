package dev.lanyard.connection;

import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import dev.lanyard.transport.RequestAuthorizer;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Presents what a provider gives. A refusal of a token that can be renewed leads to one fresh token, shared by all requests
 * that were refused with the old one; a lack of scopes leads to a token with more of them.
 */
final class ProviderAuthorizer implements RequestAuthorizer {
    private final CredentialRequest first;
    private final CredentialProvider provider;
    private final AgentListener listener;

    /**
     * Creates an authorizer.
     *
     * @param user on whose behalf, or null for the one who runs the program
     */
    ProviderAuthorizer(String server, URI resource, @Nullable UserAssertion user, CredentialProvider provider,
            AgentListener listener) {
        this.first = new CredentialRequest(server, resource, user, null);
        this.provider = provider;
        this.listener = listener;
    }

    @Override
    public Optional<Credential> atHand() {
        requireFor(first);
        return provider.atHand(first);
    }

    @Override
    public Credential credential() {
        return given(first);
    }

    @Override
    public boolean mayAskUser() {
        return provider.interactive();
    }

    @Override
    public boolean challenged(Challenge challenge, Credential refused) {
        listener.on(
                new AgentEvent.CredentialChallenged(first.server(), challenge.status(), challenge.error().orElse("")));
        boolean stepUp = challenge.status() == 403 && provider.extendable()
                && challenge.error().filter("insufficient_scope"::equals).isPresent();
        if (!stepUp && (challenge.status() != 401 || !provider.renewable())) {
            return false;
        }
        return !given(first.after(challenge, refused)).equals(refused);
    }

    /** Returns what the provider gives; a credential of the one who runs the program never stands in for a user's. */
    private Credential given(CredentialRequest request) {
        requireFor(request);
        return provider.credential(request);
    }

    private void requireFor(CredentialRequest request) {
        if (request.user() != null && !provider.servesUsers()) {
            throw new CredentialException.Unavailable(request.server(),
                    "Server '" + request.server() + "' is used with the credential of the one who runs the program ("
                            + provider.kind().label() + "), which is not given to other users.",
                    "Configure it with 'on-behalf-of', or with a credential that all users share.", null);
        }
    }
}
