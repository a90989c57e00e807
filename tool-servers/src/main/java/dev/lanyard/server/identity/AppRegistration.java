package dev.lanyard.server.identity;

import dev.lanyard.server.auth.SecretHash;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes a client and its service principal in one tenant. One registration may be a public client for who signs in at it
 * and a confidential one for what it does with a proof.
 *
 * @param clientId the application id, a GUID
 * @param objectId the id of the service principal, a GUID: {@code oid} and {@code sub} of its own tokens
 * @param name the display name
 * @param proofs what proves it: any one of them does
 * @param roles the app roles granted, by the identifier of the resource that defines them
 * @param consents the delegated scopes that the administrator agreed to for every user, by the resource's identifier
 * @param redirectUris where codes may go; {@code http://localhost} stands for every port of it
 * @param publicClient whether it may do without a proof ("allow public client flows")
 */
public record AppRegistration(String clientId, String objectId, String name, List<AppProof> proofs,
        Map<String, List<String>> roles, Map<String, List<String>> consents, List<URI> redirectUris,
        boolean publicClient) {
    /** Creates a description with copies of the collections. */
    public AppRegistration {
        proofs = List.copyOf(proofs);
        roles = Map.copyOf(roles);
        consents = Map.copyOf(consents);
        redirectUris = List.copyOf(redirectUris);
    }

    /** Returns a registration that has nothing yet. */
    public static AppRegistration of(String clientId, String objectId, String name) {
        return new AppRegistration(clientId, objectId, name, List.of(), Map.of(), Map.of(), List.of(), false);
    }

    /** Returns this registration with a secret that does not end. */
    public AppRegistration withSecret(SecretHash hash) {
        return with(new AppProof.Secret(hash, null));
    }

    /** Returns this registration with one more proof. */
    public AppRegistration with(AppProof proof) {
        List<AppProof> more = new ArrayList<>(proofs);
        more.add(proof);
        return new AppRegistration(clientId, objectId, name, more, roles, consents, redirectUris, publicClient);
    }

    /** Returns this registration with app roles at one more resource. */
    public AppRegistration withRoles(String resource, String... names) {
        return new AppRegistration(clientId, objectId, name, proofs, and(roles, resource, names), consents,
                redirectUris, publicClient);
    }

    /** Returns this registration with delegated scopes of one more resource that the administrator agreed to. */
    public AppRegistration withConsent(String resource, String... scopes) {
        return new AppRegistration(clientId, objectId, name, proofs, roles, and(consents, resource, scopes),
                redirectUris, publicClient);
    }

    /** Returns this registration as a public client too, whose codes go to these addresses. */
    public AppRegistration asPublicClient(URI... uris) {
        return new AppRegistration(clientId, objectId, name, proofs, roles, consents, List.of(uris), true);
    }

    /** Returns the app roles granted at a resource, none if the client has no grant there. */
    public List<String> rolesAt(ProtectedResource resource) {
        return roles.getOrDefault(resource.identifier(), List.of());
    }

    /** Returns the delegated scopes that the administrator agreed to at a resource. */
    public List<String> consentsAt(ProtectedResource resource) {
        return consents.getOrDefault(resource.identifier(), List.of());
    }

    private static Map<String, List<String>> and(Map<String, List<String>> map, String key, String... values) {
        Map<String, List<String>> more = new HashMap<>(map);
        more.put(key, List.of(values));
        return more;
    }
}
