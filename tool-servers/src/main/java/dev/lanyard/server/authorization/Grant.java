package dev.lanyard.server.authorization;

import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Is what a client was given: the right to tokens.
 *
 * @param family what all tokens that come of one agreement have in common, so that they end together
 * @param clientId the client
 * @param subject the user, or the client itself
 * @param scopes the scopes, in the order to be written
 * @param resource the resource that tokens are for
 */
record Grant(String family, String clientId, String subject, Set<String> scopes, URI resource) {
    Grant {
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    }

    static Grant to(Client client, String subject, Collection<String> scopes, URI resource) {
        return new Grant(RandomValue.create(), client.id(), subject, new LinkedHashSet<>(scopes), resource);
    }

    /** Returns this grant with fewer scopes. */
    Grant narrowed(Set<String> fewer) {
        return new Grant(family, clientId, subject, fewer, resource);
    }
}
