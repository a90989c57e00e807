package dev.lanyard.resolution;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.TokenFacts;
import dev.lanyard.event.CredentialKind;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes a provider when it is first asked, so that a secret that cannot be read fails one server and not the start. */
final class DeferredProvider implements CredentialProvider {
    private final CredentialKind kind;
    private final boolean interactive;
    private final Lazy<CredentialProvider> made;

    DeferredProvider(CredentialKind kind, boolean interactive, Supplier<CredentialProvider> maker) {
        this.kind = kind;
        this.interactive = interactive;
        this.made = new Lazy<>(maker);
    }

    @Override
    public CredentialKind kind() {
        return kind;
    }

    @Override
    public Credential credential(CredentialRequest request) {
        return made.get().credential(request);
    }

    @Override
    public Optional<TokenFacts> facts() {
        return made.made().flatMap(CredentialProvider::facts);
    }

    @Override
    public boolean renewable() {
        return true;
    }

    @Override
    public boolean extendable() {
        return interactive;
    }

    @Override
    public boolean interactive() {
        return interactive;
    }

    @Override
    public boolean awaitsSignIn() {
        return made.made().map(CredentialProvider::awaitsSignIn).orElse(false);
    }

    @Override
    public void signIn(CredentialRequest request) {
        made.get().signIn(request);
    }

    @Override
    public void signOut(CredentialRequest request) {
        made.get().signOut(request);
    }
}
