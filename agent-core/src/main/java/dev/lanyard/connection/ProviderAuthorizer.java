package dev.lanyard.connection;

import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import dev.lanyard.transport.RequestAuthorizer;
import java.net.URI;

/**
 * Presents what a provider gives. A refusal of a token that can be renewed leads to one fresh token, shared by all requests
 * that were refused with the old one; a lack of scopes leads to a token with more of them.
 */
final class ProviderAuthorizer implements RequestAuthorizer {
    private final CredentialRequest first;
    private final CredentialProvider provider;
    private final AgentListener listener;

    ProviderAuthorizer(String server, URI resource, CredentialProvider provider, AgentListener listener) {
        this.first = CredentialRequest.first(server, resource);
        this.provider = provider;
        this.listener = listener;
    }

    @Override
    public Credential credential() {
        return provider.credential(first);
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
        return !provider.credential(first.after(challenge, refused)).equals(refused);
    }
}
