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
    private volatile Good good = new Good(Instant.MIN, 0);

    /** Until when a token is good, unless there have been more sign-ins and sign-outs since. */
    private record Good(Instant until, int changes) {}

    /** Creates a source; sends nothing. */
    public EntraSignIn(EntraUser user, Set<String> scopes) {
        this.user = user;
        this.scopes = Set.copyOf(scopes);
    }

    @Override
    public AccessToken acquire(CredentialRequest request) {
        // A token that is renewed ahead of its end is no reason to disturb the user.
        Good last = good;
        boolean ahead = request.refusal() == null && last.changes() == user.changes()
                && user.context().clock().instant().isBefore(last.until());
        return given(user.token(request, scopes, !ahead));
    }

    /** Has the user sign in, whatever is kept. Blocks. */
    public AccessToken signIn(CredentialRequest request) {
        return given(user.signIn(request, scopes));
    }

    /** Forgets the user, for every server that the same app serves. */
    public void signOut() {
        user.forget();
    }

    private AccessToken given(AccessToken token) {
        good = new Good(token.expiresAt().minusSeconds(30), user.changes());
        return token;
    }
}
