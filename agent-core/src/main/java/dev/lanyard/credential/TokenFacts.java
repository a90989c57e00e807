package dev.lanyard.credential;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what is known of an access token from the configuration and from its issuer's answer. Nothing is read from the token
 * itself, which is opaque to a client (RFC 9700; MCP 2026-07-28, Authorization).
 *
 * @param issuer the authorization server that gave it
 * @param client the client id that it was given to, empty if there is none
 * @param resource what it was asked for (RFC 8707), or null if the scopes say that
 * @param scopes what it allows as far as the issuer told, else what was asked for; empty if neither
 * @param account the account of the one who runs the program that it belongs to, or null if it is the program's own
 * @param kept where it is kept
 */
public record TokenFacts(String issuer, String client, @Nullable String resource, List<String> scopes,
        @Nullable String account, Kept kept) {
    /** Says where a token is kept. */
    public enum Kept {
        /** In memory, as long as the program runs. */
        IN_MEMORY,
        /** In the token store, for other processes too. */
        IN_STORE
    }

    /** Copies the scopes. */
    public TokenFacts {
        scopes = List.copyOf(scopes);
    }

    /** Returns what the key of a token in memory says; the resource in it is the server, whatever the issuer was asked for. */
    static TokenFacts of(CredentialKey key) {
        return new TokenFacts(key.issuer(), key.client(), null, key.scopes(), key.user().isEmpty() ? null : key.user(),
                Kept.IN_MEMORY);
    }

    /** Returns the facts of a token that is in the token store. */
    public TokenFacts inStore() {
        return new TokenFacts(issuer, client, resource, scopes, account, Kept.IN_STORE);
    }
}
