package dev.lanyard.server.identity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Is what the scope of a request asks for: one resource, scopes of it or all that were agreed to ({@code /.default}), and what
 * OpenID Connect adds.
 *
 * @param resource the one resource
 * @param scopes the scopes of the resource, none if all that were agreed to are asked for
 * @param openid whether {@code openid} is asked for: an ID token
 * @param offline whether {@code offline_access} is asked for: a refresh token
 * @param text the scope as sent
 */
record Wanted(ProtectedResource resource, Set<String> scopes, boolean openid, boolean offline, String text) {
    static final String DEFAULT = ".default";
    /** MSAL adds these to every request, though a client without a user has no use for them. */
    private static final Set<String> OPENID = Set.of("openid", "profile", "email", "offline_access");

    private record Named(String resource, String scope) {}

    /** Reads a scope, and checks that a resource was not meant otherwise by the parameter {@code resource} (RFC 8707). */
    static Wanted read(Tenant tenant, AppRegistration app, EntraRequest request) throws EntraRefusal {
        Wanted wanted = read(tenant, app, request.required("scope"));
        String named = request.value("resource").orElse(wanted.resource().identifier());
        if (!wanted.resource().isNamed(named)) {
            throw EntraRefusal.resourceMismatch();
        }
        return wanted;
    }

    static Wanted read(Tenant tenant, AppRegistration app, String text) throws EntraRefusal {
        Set<String> words = new LinkedHashSet<>(List.of(text.strip().split("\\s+")));
        List<Named> asked = new ArrayList<>();
        for (String word : words) {
            if (!OPENID.contains(word)) {
                int slash = word.lastIndexOf('/');
                asked.add(slash < 0
                        ? new Named(Graph.IDENTIFIER, word)
                        : new Named(word.substring(0, slash), word.substring(slash + 1)));
            }
        }
        if (asked.isEmpty()) {
            asked.add(new Named(Graph.IDENTIFIER, Graph.SCOPE));
        }
        Set<String> scopes = new LinkedHashSet<>(asked.stream().map(Named::scope).toList());
        String name = asked.getFirst().resource();
        if (asked.stream().anyMatch(one -> !one.resource().equals(name))) {
            throw EntraRefusal.severalResources(text);
        }
        if (scopes.contains(DEFAULT) && scopes.size() > 1) {
            throw EntraRefusal.scopeMixed(text);
        }
        ProtectedResource resource = tenant.resource(name)
                .orElseThrow(() -> EntraRefusal.resourceUnknown(name, tenant));
        if (resource.app().equalsIgnoreCase(app.clientId()) && !name.equalsIgnoreCase(app.clientId())) {
            throw EntraRefusal.itselfByUri(app);
        }
        if (!scopes.remove(DEFAULT)) {
            for (String scope : scopes) {
                if (!resource.scopes().contains(scope)) {
                    throw EntraRefusal.scopeUnknown(scope, app, resource);
                }
            }
        }
        return new Wanted(resource, scopes, words.contains("openid"), words.contains("offline_access"), text);
    }
}
