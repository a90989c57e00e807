package dev.lanyard.server.authorization;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Remembers what users agreed to, by client and resource. A client that anyone on this machine could pose as is asked for
 * every time (RFC 8252, section 8.6; RFC 9700, section 4.13). Thread-safe.
 */
final class Consents {
    private static final int LIMIT = 1_000;

    private record Key(String subject, String clientId, URI resource) {}

    private final Map<Key, Set<String>> agreed = new LinkedHashMap<>();

    synchronized boolean covers(User user, Client client, URI redirectUri, URI resource,
            Collection<String> scopes) {
        boolean impersonable = client.isPublic() && !"https".equals(redirectUri.getScheme());
        return !impersonable && agreed.getOrDefault(key(user, client, resource), Set.of()).containsAll(scopes);
    }

    synchronized void add(User user, Client client, URI resource, Collection<String> scopes) {
        if (agreed.size() >= LIMIT) {
            agreed.remove(agreed.keySet().iterator().next());
        }
        agreed.computeIfAbsent(key(user, client, resource), key -> new LinkedHashSet<>()).addAll(scopes);
    }

    private static Key key(User user, Client client, URI resource) {
        return new Key(user.subject(), client.id(), resource);
    }
}
