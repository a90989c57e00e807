package dev.lanyard.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes and checks client id metadata documents (draft-ietf-oauth-client-id-metadata-document, sections 3 and 4; MCP
 * 2025-11-25, Authorization, Client ID Metadata Documents). Such a document needs a public home, so that its user publishes it.
 */
public final class ClientIdDocument {
    private static final int MAX_BYTES = 5 << 10;
    private static final List<String> PRIVATE = List.of("client_secret", "client_secret_expires_at");

    private ClientIdDocument() {}

    /**
     * Returns a document for a program on the user's machine that keeps no secret.
     *
     * @param address where it will be published, character by character
     * @param name what users are shown
     * @throws IllegalArgumentException if nothing can be published there that issuers would take
     */
    public static String template(URI address, String name, OAuthServer.Redirect redirect) {
        ObjectNode document = JsonNodeFactory.instance.objectNode()
                .put("client_id", address.toString())
                .put("client_name", name)
                .put("application_type", "native")
                .put("token_endpoint_auth_method", "none");
        // RFC 8252, section 7.3: on loopback an issuer takes any port, so that none is named unless it is fixed.
        document.putArray("redirect_uris")
                .add("http://127.0.0.1" + (redirect.port() == 0 ? "" : ":" + redirect.port()) + redirect.path());
        document.putArray("grant_types").add("authorization_code").add("refresh_token");
        document.putArray("response_types").add("code");
        String written = document.toPrettyString();
        List<String> problems = problems(address, written);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", problems));
        }
        return written;
    }

    /** Returns why issuers would refuse a document that is published at an address, empty if nothing is wrong with it. */
    public static List<String> problems(URI address, String document) {
        List<String> problems = new ArrayList<>();
        if (!isHome(address)) {
            problems.add("The address is not https with a path, or has a fragment, a user or dots in its path.");
        }
        if (document.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            problems.add("The document is larger than " + (MAX_BYTES >> 10) + " KiB.");
        }
        Optional<ObjectNode> read = StrictJson.object(document);
        if (read.isEmpty()) {
            problems.add("The document is not a JSON object.");
        } else {
            check(read.get(), address, problems);
        }
        return List.copyOf(problems);
    }

    private static void check(ObjectNode document, URI address, List<String> problems) {
        if (!address.toString().equals(document.path("client_id").textValue())) {
            problems.add("'client_id' is not the address, character by character.");
        }
        if (StrictJson.text(document, "client_name").isEmpty()) {
            problems.add("'client_name' is missing.");
        }
        JsonNode redirects = document.path("redirect_uris");
        if (redirects.isEmpty() || !redirects.isArray()) {
            problems.add("'redirect_uris' is missing.");
        }
        for (JsonNode redirect : redirects) {
            if (!isRedirect(redirect.asText())) {
                problems.add("'" + Text.line(redirect.asText()) + "' is neither https nor on this machine.");
            }
        }
        if (PRIVATE.stream().anyMatch(document::has)
                || document.path("token_endpoint_auth_method").asText("").startsWith("client_secret")) {
            problems.add("A document that everybody reads holds no secret, so none can prove who the client is.");
        }
    }

    private static boolean isHome(URI address) {
        String path = address.getRawPath();
        return "https".equals(address.getScheme()) && address.getHost() != null && path != null && path.length() > 1
                && address.getRawUserInfo() == null && address.getRawFragment() == null
                && address.normalize().getRawPath().equals(path);
    }

    private static boolean isRedirect(String text) {
        try {
            URI redirect = new URI(text);
            String scheme = redirect.getScheme() == null ? "" : redirect.getScheme().toLowerCase(Locale.ROOT);
            String host = redirect.getHost() == null ? "" : redirect.getHost();
            boolean here = List.of("127.0.0.1", "[::1]", "localhost").contains(host);
            return redirect.getRawFragment() == null && !host.isEmpty()
                    && (scheme.equals("https") || (scheme.equals("http") && here));
        } catch (java.net.URISyntaxException e) {
            return false;
        }
    }
}
