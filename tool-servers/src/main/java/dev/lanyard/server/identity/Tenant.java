package dev.lanyard.server.identity;

import java.util.List;
import java.util.Optional;

/**
 * Holds the apps and resources of one directory.
 *
 * @param id the tenant id, a GUID: {@code tid} of its tokens
 * @param apps the clients known here
 * @param resources the APIs known here
 */
public record Tenant(String id, List<AppRegistration> apps, List<ProtectedResource> resources) {
    /** Creates a tenant; every role that it grants must be one that the resource defines. */
    public Tenant {
        apps = List.copyOf(apps);
        resources = List.copyOf(resources);
        for (AppRegistration app : apps) {
            for (var grant : app.grants().entrySet()) {
                require(resources, grant.getKey(), grant.getValue());
            }
        }
    }

    /** Returns the client with the given id, empty if there is none. */
    public Optional<AppRegistration> app(String clientId) {
        return apps.stream().filter(app -> app.clientId().equalsIgnoreCase(clientId)).findFirst();
    }

    /** Returns the resource with the given identifier, empty if there is none. */
    public Optional<ProtectedResource> resource(String identifier) {
        return resource(resources, identifier);
    }

    private static Optional<ProtectedResource> resource(List<ProtectedResource> resources, String identifier) {
        return resources.stream().filter(resource -> resource.identifier().equals(identifier)).findFirst();
    }

    private static void require(List<ProtectedResource> resources, String identifier, List<String> roles) {
        List<String> defined = resource(resources, identifier).map(ProtectedResource::roles).orElse(List.of());
        if (!defined.containsAll(roles)) {
            throw new IllegalArgumentException(
                    "An app is granted " + roles + " at '" + identifier + "', which defines " + defined + ".");
        }
    }
}
