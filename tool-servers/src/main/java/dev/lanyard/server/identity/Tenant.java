package dev.lanyard.server.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the apps, resources and users of one directory.
 *
 * @param id the tenant id, a GUID: {@code tid} of its tokens
 * @param apps the clients known here
 * @param resources the APIs known here
 * @param users who can sign in
 */
public record Tenant(String id, List<AppRegistration> apps, List<ProtectedResource> resources,
        List<DirectoryUser> users) {
    /** Creates a tenant; every role and scope that it grants must be one that the resource defines. */
    public Tenant {
        apps = List.copyOf(apps);
        resources = List.copyOf(resources);
        users = List.copyOf(users);
        for (AppRegistration app : apps) {
            for (Map.Entry<String, List<String>> grant : app.roles().entrySet()) {
                require(grant, resource(resources, grant.getKey()).map(ProtectedResource::roles));
            }
            for (Map.Entry<String, List<String>> consent : app.consents().entrySet()) {
                require(consent, resource(resources, consent.getKey()).map(ProtectedResource::scopes));
            }
        }
    }

    /** What stands for a tenant in a path where users of any may sign in. */
    static final List<String> ANY = List.of("organizations", "common");

    /** Returns the client with the given id, empty if there is none. */
    public Optional<AppRegistration> app(String clientId) {
        return apps.stream().filter(app -> app.clientId().equalsIgnoreCase(clientId)).findFirst();
    }

    /** Returns the resource of that name: its identifier, its app's id or its audience; empty if there is none. */
    public Optional<ProtectedResource> resource(String name) {
        return resource(resources, name);
    }

    /** Returns the user with the given object id, empty if there is none. */
    public Optional<DirectoryUser> user(String objectId) {
        return users.stream().filter(user -> user.objectId().equals(objectId)).findFirst();
    }

    /** Returns the user who is called so in forms, empty if there is none. */
    public Optional<DirectoryUser> userNamed(String name) {
        return users.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    private static Optional<ProtectedResource> resource(List<ProtectedResource> resources, String name) {
        return resources.stream().filter(resource -> resource.isNamed(name)).findFirst();
    }

    private static void require(Map.Entry<String, List<String>> granted, Optional<List<String>> defined) {
        List<String> known = defined.orElse(List.of());
        if (!known.containsAll(granted.getValue())) {
            throw new IllegalArgumentException("An app is granted " + granted.getValue() + " at '" + granted.getKey()
                    + "', which defines " + known + ".");
        }
    }
}
