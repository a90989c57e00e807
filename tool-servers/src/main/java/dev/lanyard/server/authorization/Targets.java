package dev.lanyard.server.authorization;

import com.nimbusds.oauth2.sdk.Scope;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a request is for: exactly one resource that is known here, and scopes of it. */
final class Targets {
    /** Asks for a refresh token (OpenID Connect Core 1.0, section 11; MCP 2026-07-28, Authorization, refresh tokens). */
    static final String OFFLINE = "offline_access";

    private final List<TargetResource> resources;

    Targets(List<TargetResource> resources) {
        this.resources = resources;
    }

    /**
     * Returns the resource that a request names (RFC 8707, section 2). One without any is refused: MCP clients must send
     * it, and a token for nothing in particular would be one for everything.
     */
    TargetResource resource(@Nullable List<URI> asked) {
        if (asked == null || asked.size() != 1) {
            throw OAuthRefusal.target("Send the parameter 'resource' once: the URI of the MCP server.");
        }
        return resource(asked.getFirst());
    }

    TargetResource resource(URI asked) {
        return resources.stream()
                .filter(known -> known.identifier().equals(asked))
                .findFirst()
                .orElseThrow(() -> OAuthRefusal.target("This server gives no tokens for that resource."));
    }

    /** Returns the scopes of a request, those of the resource if it names none (RFC 6749, section 3.3). */
    static Set<String> scopes(@Nullable Scope asked, TargetResource resource) {
        if (asked == null || asked.isEmpty()) {
            return new LinkedHashSet<>(resource.scopes().keySet());
        }
        Set<String> scopes = new LinkedHashSet<>(asked.toStringList());
        for (String scope : scopes) {
            if (!scope.equals(OFFLINE) && !resource.scopes().containsKey(scope)) {
                throw OAuthRefusal.scope("A scope that was asked for is not one of this resource.");
            }
        }
        return scopes;
    }

    /** Returns every scope there is, for the metadata. */
    Set<String> all() {
        Set<String> scopes = new LinkedHashSet<>();
        resources.stream().map(TargetResource::scopes).forEach(own -> scopes.addAll(own.keySet()));
        scopes.add(OFFLINE);
        return scopes;
    }

    /** Returns what scopes mean, in words. */
    static List<String> words(Collection<String> scopes, TargetResource resource) {
        return scopes.stream()
                .map(scope -> scope.equals(OFFLINE)
                        ? "Stay signed in until you sign out or access is taken away"
                        : resource.scopes().getOrDefault(scope, scope))
                .toList();
    }
}
