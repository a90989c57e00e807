package dev.lanyard.credential;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says for what a credential is needed.
 *
 * @param server the server's name in the configuration
 * @param resource the server's address, without query and fragment
 * @param user on whose behalf, or null for the one who runs the program
 * @param refusal what the server said to the last credential, or null if this is the first try
 */
public record CredentialRequest(String server, URI resource, @Nullable UserAssertion user,
        @Nullable Refusal refusal) {
    /** Ties a challenge to the credential that drew it, so that many parallel refusals lead to one renewal. */
    public record Refusal(Challenge challenge, Credential refused) {}

    /** Returns the first request for a server by the one who runs the program. */
    public static CredentialRequest first(String server, URI resource) {
        return new CredentialRequest(server, resource, null, null);
    }

    /** Returns this request after the server refused a credential. */
    public CredentialRequest after(Challenge challenge, Credential refused) {
        return new CredentialRequest(server, resource, user, new Refusal(challenge, refused));
    }

    /** Says whether exactly this credential was refused, alone or among others. */
    public boolean refused(Credential credential) {
        return refusal != null && switch (refusal.refused()) {
            case Credential.All all -> all.parts().contains(credential);
            case Credential.None none -> none.equals(credential);
            case Credential.Keys keys -> keys.equals(credential);
            case Credential.Plain plain -> plain.equals(credential);
            case Credential.AccessToken token -> token.equals(credential);
        };
    }

    /** Returns the user on whose behalf the server is called, empty for the one who runs the program. */
    public Optional<UserAssertion> onBehalfOf() {
        return Optional.ofNullable(user);
    }

    /** Returns the challenge of the last refusal, empty on the first try. */
    public Optional<Challenge> challenge() {
        return Optional.ofNullable(refusal).map(Refusal::challenge);
    }
}
