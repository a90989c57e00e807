package dev.lanyard.server.protocol;

import java.util.Set;

/**
 * Who a request comes from, as its credential proved.
 *
 * @param kind the kind of credential
 * @param subject who acts: the {@code sub} of a token, the name of a key
 * @param client the application that acts for the subject: {@code azp}, {@code appid} or {@code client_id} of a token
 * @param permissions scopes and roles granted
 * @param presented the token that proved it, if it was one
 */
public record Caller(Kind kind, String subject, String client, Set<String> permissions, Presented presented) {
    private static final Caller ANYONE = new Caller(Kind.ANONYMOUS, "anonymous", "anonymous", Set.of());

    /** What proved who the caller is. */
    public enum Kind {
        /** Nothing. */
        ANONYMOUS,
        /** A key known to the server. */
        API_KEY,
        /** A token signed by a trusted issuer. */
        TOKEN
    }

    /** Copies the permissions. */
    public Caller {
        permissions = Set.copyOf(permissions);
    }

    /** Creates a caller whose credential is no token, or not needed any more. */
    public Caller(Kind kind, String subject, String client, Set<String> permissions) {
        this(kind, subject, client, permissions, Presented.NOTHING);
    }

    /** Returns the caller that showed no credential. */
    public static Caller anonymous() {
        return ANYONE;
    }

    /** Returns whether the scope or role was granted. */
    public boolean may(String permission) {
        return permissions.contains(permission);
    }

    /** Returns this caller without permissions, which stays the same when a token is renewed with other scopes. */
    Caller principal() {
        return new Caller(kind, subject, client, Set.of());
    }
}
