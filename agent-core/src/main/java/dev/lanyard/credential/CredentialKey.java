package dev.lanyard.credential;

import java.util.Collection;
import java.util.List;

/**
 * Names what a token is for. Two requests share a token only if all five agree.
 *
 * @param issuer the authorization server
 * @param client the client id that asks
 * @param resource the resource or audience that the token is for
 * @param scopes the scopes asked for, sorted, without duplicates
 * @param user the user on whose behalf, empty if the client acts for itself
 */
public record CredentialKey(String issuer, String client, String resource, List<String> scopes, String user) {
    public CredentialKey {
        scopes = scopes.stream().sorted().distinct().toList();
    }

    /** Returns this key for a user. */
    public CredentialKey of(String other) {
        return new CredentialKey(issuer, client, resource, scopes, other);
    }

    /** Returns the key of a token that a client gets for itself (RFC 6749, section 4.4). */
    public static CredentialKey ofClient(String issuer, String client, String resource, Collection<String> scopes) {
        return new CredentialKey(issuer, client, resource, List.copyOf(scopes), "");
    }
}
