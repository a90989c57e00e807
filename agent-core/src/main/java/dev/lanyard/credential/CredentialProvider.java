package dev.lanyard.credential;

import dev.lanyard.event.CredentialKind;

/**
 * Returns the credential that one server is to see.
 *
 * <p>Implementations are thread-safe and asked on threads of Lanyard's own: a thread-local of the caller does not reach
 * them. One that a program writes itself is at most:
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

    /** Says whether a credential that was refused can be replaced by a different one; false for a fixed key. */
    default boolean renewable() {
        return false;
    }

    /** Returns a provider that cannot renew what it gives. */
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
