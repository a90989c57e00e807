package dev.lanyard.resolution;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.event.CredentialKind;
import java.util.Optional;

/** Gives what the configuration says to present, the same to all users; it is read when it is first needed. */
record FixedProvider(CredentialKind kind, Lazy<Credential> value) implements CredentialProvider {
    @Override
    public Credential credential(CredentialRequest request) {
        return value.get();
    }

    @Override
    public Optional<Credential> atHand(CredentialRequest request) {
        return value.made();
    }

    @Override
    public boolean servesUsers() {
        return true;
    }
}
