package dev.lanyard.server.auth;

import dev.lanyard.server.protocol.CallGuard;
import dev.lanyard.server.protocol.Caller;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Lets a tool be called only with a scope of its own. The challenge names it together with those that every request needs, so
 * that a client which asks for exactly these can go on (MCP 2025-11-25, Authorization, step-up authorization flow).
 */
public final class ScopedTools implements CallGuard {
    private final ProtectedResourceMetadata metadata;
    private final Map<String, String> scopes;

    /**
     * Creates a guard.
     *
     * @param metadata the document that challenges point to; its scopes are those that every request needs
     * @param scopes the further scope that a tool needs, by the tool's name
     */
    public ScopedTools(ProtectedResourceMetadata metadata, Map<String, String> scopes) {
        this.metadata = metadata;
        this.scopes = Map.copyOf(scopes);
    }

    @Override
    public void check(Caller caller, String tool) {
        String scope = scopes.get(tool);
        if (scope != null && !caller.may(scope)) {
            Set<String> needed = new LinkedHashSet<>(metadata.scopes());
            needed.add(scope);
            throw new BearerChallenge(metadata.location(), needed).insufficient(scope);
        }
    }
}
