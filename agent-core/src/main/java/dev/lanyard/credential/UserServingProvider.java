package dev.lanyard.credential;

import dev.lanyard.event.CredentialKind;
import java.util.function.Function;

/** Gives credentials to users of a program. */
record UserServingProvider(CredentialKind kind,
        Function<CredentialRequest, Credential> source) implements CredentialProvider {
    @Override
    public Credential credential(CredentialRequest request) {
        return source.apply(request);
    }

    @Override
    public boolean servesUsers() {
        return true;
    }

    /**
     * Returns the user of a request.
     *
     * @throws CredentialException.Unavailable if it has none
     */
    static UserAssertion user(CredentialRequest request) {
        return request.onBehalfOf()
                .orElseThrow(() -> new CredentialException.Unavailable(request.server(),
                        "Server '" + request.server() + "' is called on behalf of a user, and there is none.",
                        "Call it through Agent.forUser.", null));
    }
}
