package dev.lanyard.credential;

import dev.lanyard.event.CredentialKind;
import java.util.Optional;

/**
 * Is what a server is presented with, and what is known of it.
 *
 * @param kind how it proves who is calling
 * @param value the credential itself
 * @param facts what is known of its access token, empty if it has none, or one of a program's own provider
 */
public record ServerCredential(CredentialKind kind, Credential value, Optional<TokenFacts> facts) {
    /** Returns the access token in it, empty if it has none. */
    public Optional<Credential.AccessToken> token() {
        return token(value);
    }

    private static Optional<Credential.AccessToken> token(Credential credential) {
        return switch (credential) {
            case Credential.AccessToken token -> Optional.of(token);
            case Credential.All all -> all.parts().stream().flatMap(part -> token(part).stream()).findFirst();
            case Credential.Keys keys -> Optional.empty();
            case Credential.Plain plain -> Optional.empty();
            case Credential.None none -> Optional.empty();
        };
    }
}
