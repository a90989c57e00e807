package dev.lanyard.oauth;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Is what a server says about its protection (RFC 9728, section 2).
 *
 * @param resource exactly as published
 * @param issuers its authorization servers, exactly as published
 * @param scopes the scopes it tells of
 * @param bound whether it takes tokens only with a DPoP proof
 */
record ResourceMetadata(String resource, List<String> issuers, List<String> scopes, boolean bound) {
    ResourceMetadata {
        issuers = List.copyOf(issuers);
        scopes = List.copyOf(scopes);
    }

    /** Returns what a document says, or empty if it is not one. */
    static Optional<ResourceMetadata> parse(String text) {
        return StrictJson.object(text)
                .flatMap(json -> StrictJson.text(json, "resource")
                        .map(resource -> new ResourceMetadata(resource,
                                StrictJson.texts(json, "authorization_servers"),
                                StrictJson.texts(json, "scopes_supported"),
                                json.path("dpop_bound_access_tokens_required").asBoolean(false))));
    }

    /**
     * Says whether a server may call itself this resource: the same origin, and its path or one above (RFC 9728, section
     * 3.3; MCP 2026-07-28, Authorization, Resource Parameter Implementation).
     */
    static boolean covers(String resource, URI server) {
        URI named;
        try {
            named = new URI(resource);
        } catch (java.net.URISyntaxException e) {
            return false;
        }
        if (named.getHost() == null || named.getRawUserInfo() != null || named.getRawFragment() != null
                || !origin(named).equals(origin(server))) {
            return false;
        }
        String above = path(named);
        String path = path(server);
        return path.equals(above) || path.startsWith(above.endsWith("/") ? above : above + "/");
    }

    /** Returns scheme, host and port; the usual port is left out. */
    static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
    }

    /** Returns the canonical form of a server's address (MCP 2026-07-28, Authorization, Canonical Server URI). */
    static String canonical(URI server) {
        String path = path(server);
        return origin(server) + (path.equals("/") ? "" : path);
    }

    private static String path(URI uri) {
        String path = uri.normalize().getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }
}
