package dev.lanyard.resolution;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.TokenFacts;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.msal.EntraSignIn;
import java.util.Optional;

/**
 * Gives tokens that depend on the sign-in of the one who runs the program.
 *
 * @param cached gives the tokens
 * @param servesUsers whether users of a program get tokens of their own
 */
record SignedInProvider(CredentialProvider cached, Lazy<EntraSignIn> source, UserInteraction interaction,
        boolean servesUsers) implements CredentialProvider {
    @Override
    public CredentialKind kind() {
        return cached.kind();
    }

    @Override
    public Credential credential(CredentialRequest request) {
        return cached.credential(request);
    }

    @Override
    public Optional<Credential> atHand(CredentialRequest request) {
        return cached.atHand(request);
    }

    @Override
    public Optional<TokenFacts> facts() {
        return cached.facts().map(TokenFacts::inStore);
    }

    @Override
    public boolean renewable() {
        return true;
    }

    @Override
    public boolean interactive() {
        return !interaction.ways().isEmpty();
    }

    @Override
    public void signIn(CredentialRequest request) {
        var unused = source.get().signIn(request);
    }

    @Override
    public void signOut(CredentialRequest request) {
        source.get().signOut();
    }
}
