package dev.lanyard.msal;

import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.TokenSource;
import java.time.Instant;
import java.util.Set;

/** Gets tokens of the user who runs the program, for one set of scopes. */
public final class EntraSignIn implements TokenSource {
    private final EntraUser user;
    private final Set<String> scopes;
    private volatile Instant good = Instant.MIN;

    /** Creates a source; sends nothing. */
    public EntraSignIn(EntraUser user, Set<String> scopes) {
        this.user = user;
        this.scopes = Set.copyOf(scopes);
    }

    @Override
    public AccessToken acquire(CredentialRequest request) {
        // A token that is renewed ahead of its end is no reason to disturb the user.
        boolean ahead = request.refusal() == null && user.context().clock().instant().isBefore(good);
        return given(user.token(request, scopes, !ahead));
    }

    /** Has the user sign in, whatever is kept. Blocks. */
    public AccessToken signIn(CredentialRequest request) {
        return given(user.signIn(request, scopes));
    }

    /** Forgets the user, for every server that the same app serves. */
    public void signOut() {
        good = Instant.MIN;
        user.forget();
    }

    private AccessToken given(AccessToken token) {
        good = token.expiresAt().minusSeconds(30);
        return token;
    }
}
