package dev.lanyard.resolution;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.TokenFacts;
import dev.lanyard.event.CredentialKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Presents the fixed keys of a server, if there are any, beside the credential that its {@code auth} tells of.
 *
 * @param keys gives what is fixed
 * @param provider gives the credential, and knows everything else
 */
record BesideProvider(CredentialProvider keys, CredentialProvider provider) implements CredentialProvider {
    @Override
    public CredentialKind kind() {
        return provider.kind();
    }

    @Override
    public Credential credential(CredentialRequest request) {
        return both(keys.credential(request), provider.credential(request));
    }

    @Override
    public Optional<Credential> atHand(CredentialRequest request) {
        return keys.atHand(request)
                .flatMap(fixed -> provider.atHand(request).map(own -> both(fixed, own)));
    }

    private static Credential both(Credential fixed, Credential own) {
        if (fixed instanceof Credential.Keys keys && keys.headers().isEmpty() && keys.query().isEmpty()) {
            return own;
        }
        // Side by side and not within each other, so that what was refused is found among them.
        List<Credential> all = new ArrayList<>(
                fixed instanceof Credential.All(List<Credential> parts) ? parts : List.of(fixed));
        all.add(own);
        return new Credential.All(all);
    }

    @Override
    public Optional<TokenFacts> facts() {
        return provider.facts();
    }

    @Override
    public boolean renewable() {
        return provider.renewable();
    }

    @Override
    public boolean servesUsers() {
        return keys.servesUsers() && provider.servesUsers();
    }

    @Override
    public boolean extendable() {
        return provider.extendable();
    }

    @Override
    public boolean interactive() {
        return provider.interactive();
    }

    @Override
    public boolean awaitsSignIn() {
        return provider.awaitsSignIn();
    }

    @Override
    public void signIn(CredentialRequest request) {
        provider.signIn(request);
    }

    @Override
    public void signOut(CredentialRequest request) {
        provider.signOut(request);
    }
}
