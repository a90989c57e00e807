package dev.lanyard.server.identity;

import java.util.List;

/**
 * Describes an API that tokens are issued for.
 *
 * @param identifier the application ID URI that clients name in a scope, for example {@code api://reverse}
 * @param audience the {@code aud} of its tokens
 * @param roles the app roles that it defines, for example {@code execute}
 */
public record ProtectedResource(String identifier, String audience, List<String> roles) {
    /** Creates a description with its own copy of the roles. */
    public ProtectedResource {
        roles = List.copyOf(roles);
    }
}
