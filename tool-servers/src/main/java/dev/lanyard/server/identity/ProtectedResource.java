package dev.lanyard.server.identity;

import java.util.List;

/**
 * Describes an API that tokens are issued for.
 *
 * @param identifier the application ID URI that clients name in a scope, for example {@code api://reverse}
 * @param app the id of the app registration that exposes it, a GUID: clients may name the API by it as well
 * @param audience the {@code aud} of its tokens: by convention the id with version 2.0, the identifier with 1.0
 * @param version the form of its tokens ({@code requestedAccessTokenVersion} of the registration)
 * @param roles the app roles that it defines, for example {@code execute}
 * @param scopes the delegated scopes that it defines, for example {@code access}
 */
public record ProtectedResource(String identifier, String app, String audience, Version version, List<String> roles,
        List<String> scopes) {
    /** The form of access tokens. */
    public enum Version {
        /** Issuer {@code https://sts.…/<tenant>/}, {@code appid}, {@code upn}, {@code amr}. */
        V1,
        /** Issuer {@code https://login.…/<tenant>/v2.0}, {@code azp}, {@code preferred_username}. */
        V2
    }

    /** Creates a description with copies of the lists. */
    public ProtectedResource {
        roles = List.copyOf(roles);
        scopes = List.copyOf(scopes);
    }

    /** Returns a resource with tokens of version 2.0, whose audience is the identifier. */
    public static ProtectedResource of(String identifier, String app) {
        return new ProtectedResource(identifier, app, identifier, Version.V2, List.of(), List.of());
    }

    /** Returns this resource with these app roles. */
    public ProtectedResource withRoles(String... names) {
        return new ProtectedResource(identifier, app, audience, version, List.of(names), scopes);
    }

    /** Returns this resource with these delegated scopes. */
    public ProtectedResource withScopes(String... names) {
        return new ProtectedResource(identifier, app, audience, version, roles, List.of(names));
    }

    /** Returns this resource with another audience of its tokens. */
    public ProtectedResource withAudience(String other) {
        return new ProtectedResource(identifier, app, other, version, roles, scopes);
    }

    /** Returns this resource with tokens of another version. */
    public ProtectedResource withVersion(Version other) {
        return new ProtectedResource(identifier, app, audience, other, roles, scopes);
    }

    /** Returns whether a client that says this means this resource. */
    boolean isNamed(String name) {
        return identifier.equals(name) || app.equalsIgnoreCase(name) || audience.equalsIgnoreCase(name)
                || identifier.concat("/").equals(name);
    }
}
