package dev.lanyard.server.identity;

import dev.lanyard.server.authorization.SecretHash;
import java.util.List;
import java.util.Map;

/**
 * Describes a client and its service principal in one tenant.
 *
 * @param clientId the application id, a GUID
 * @param objectId the id of the service principal, a GUID: {@code oid} and {@code sub} of its tokens
 * @param name the display name
 * @param secretHash what the client's secret is compared with
 * @param grants the app roles granted, by the identifier of the resource that defines them
 */
public record AppRegistration(String clientId, String objectId, String name, SecretHash secretHash,
        Map<String, List<String>> grants) {
    /** Creates a description with its own copy of the grants. */
    public AppRegistration {
        grants = Map.copyOf(grants);
    }

    /** Returns the app roles granted at a resource, none if the client has no grant there. */
    public List<String> rolesAt(ProtectedResource resource) {
        return grants.getOrDefault(resource.identifier(), List.of());
    }
}
