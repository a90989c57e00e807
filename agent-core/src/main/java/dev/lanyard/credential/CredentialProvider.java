package dev.lanyard.credential;

import dev.lanyard.event.CredentialKind;
import java.util.Optional;

/**
 * Returns the credential that one server is to see.
 *
 * <p>Implementations are thread-safe and asked on threads of Lanyard's own, unless they have it at hand: a thread-local of
 * the caller does not reach them. One that a program writes itself is at most:
 * {@snippet :
 * CredentialProvider provider = CredentialProvider.of(CredentialKind.KEY,
 *         request -> new Credential.Keys(Map.of("x-api-key", vault.read("reverse")), Map.of()));
 * }
 */
public interface CredentialProvider {
    /** Returns how this provider proves who is calling. */
    CredentialKind kind();

    /**
     * Returns the credential to present; may block on the network when none is cached.
     *
     * @throws CredentialException if there is none to be had; its type says whether to try another way, ask the user or stop
     */
    Credential credential(CredentialRequest request);

    /**
     * Returns the credential if it can be had at once, empty if {@link #credential} has to be asked, which may wait. Called on the
     * thread of the call before each request, so that one that is cached costs no other thread. Never blocks.
     */
    default Optional<Credential> atHand(CredentialRequest request) {
        return Optional.empty();
    }

    /** Returns what is known of the access token that was given last, empty if there is none or nothing is known of it. */
    default Optional<TokenFacts> facts() {
        return Optional.empty();
    }

    /** Says whether a credential that was refused can be replaced by a different one; false for a fixed key. */
    default boolean renewable() {
        return false;
    }

    /** Says whether a token that lacks scopes can be replaced by one that has them (step-up). */
    default boolean extendable() {
        return false;
    }

    /** Says whether the user may be asked to sign in, which takes as long as it takes: no call's time runs meanwhile. */
    default boolean interactive() {
        return false;
    }

    /**
     * Says whether nothing is kept for a server that wants a sign-in, so that to ask the server again would lead nowhere. May
     * read a file, never the network; false where that cannot be known.
     */
    default boolean awaitsSignIn() {
        return false;
    }

    /**
     * Has the user sign in, whatever is kept. Blocks until that is done.
     *
     * @throws CredentialException if it is not done, or this way to a credential knows no sign-in
     */
    default void signIn(CredentialRequest request) {
        throw new CredentialException.Unavailable(request.server(),
                "Server '" + request.server() + "' is not signed in to: it gets " + kind().label() + ".",
                "Change its 'auth' to another, or leave it as it is.", null);
    }

    /** Forgets what is kept for the server and revokes it where its issuer allows that. Blocks. */
    default void signOut(CredentialRequest request) {}

    /**
     * Says whether users of a program may be served: because all of them share one credential, or because each gets what
     * belongs to {@link CredentialRequest#user()}. False unless a provider says so: it is then asked only for the one who runs
     * the program, and a user's call fails rather than borrow that credential.
     */
    default boolean servesUsers() {
        return false;
    }

    /** Returns a provider of what everybody presents, whoever the user is; it cannot renew it. */
    static CredentialProvider shared(CredentialKind kind,
            java.util.function.Function<CredentialRequest, Credential> source) {
        return new UserServingProvider(kind, source);
    }

    /**
     * Returns a provider of what belongs to the user of each request; without a user there is nothing to be had. It cannot
     * renew what it gives.
     */
    static CredentialProvider perUser(CredentialKind kind,
            java.util.function.BiFunction<UserAssertion, CredentialRequest, Credential> source) {
        return new UserServingProvider(kind, request -> source.apply(UserServingProvider.user(request), request));
    }

    /** Returns a provider for the one who runs the program, which cannot renew what it gives. */
    static CredentialProvider of(CredentialKind kind,
            java.util.function.Function<CredentialRequest, Credential> source) {
        return new CredentialProvider() {
            @Override
            public CredentialKind kind() {
                return kind;
            }

            @Override
            public Credential credential(CredentialRequest request) {
                return source.apply(request);
            }
        };
    }
}
