package dev.lanyard.server.playground;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.net.URI;

/** Writes the {@code mcp.json} that reaches the playground: addresses and references to variables, never a secret. */
final class McpJson {
    private McpJson() {}

    /**
     * Returns the file's content.
     *
     * @param origin where the tool servers are, for example {@code http://127.0.0.1:8000}
     * @param tlsPort where the identity provider is reached by https
     * @param identityOnly whether there are no servers
     */
    static String of(URI origin, int tlsPort, boolean identityOnly) {
        ObjectNode root = StrictJson.object();
        identity(root.putObject("identities"), "playground", origin, tlsPort)
                .put("clientSecret", reference(Variables.CLIENT));
        ObjectNode servers = root.putObject("servers");
        if (identityOnly) {
            return root.toPrettyString() + "\n";
        }
        server(servers, origin, "echo").putObject("headers").put("x-api-key", reference(Variables.ECHO));
        server(servers, origin, "reverse").putObject("auth")
                .put("type", "client-credentials")
                .put("identity", "playground")
                .put("scope", Directory.REVERSE + "/.default");
        server(servers, origin, "profile").putObject("auth")
                .put("type", "on-behalf-of")
                .put("identity", "playground")
                .put("scope", Directory.PROFILE + "/" + Directory.ACCESS);
        server(servers, origin, "time").putObject("auth").put("type", "none");
        server(servers, origin, "expenses").putObject("auth").put("type", "oauth");
        return root.toPrettyString() + "\n";
    }

    /** Adds the agent's app, without what proves it. */
    static ObjectNode identity(ObjectNode identities, String name, URI origin, int tlsPort) {
        return identities.putObject(name)
                .put("type", "entra")
                .put("tenant", Directory.TENANT)
                .put("clientId", Directory.CLIENT)
                .put("authority", Directory.AUTHORITY.toString())
                .put("connectTo", "127.0.0.1:" + tlsPort)
                .put("pages", "http://localhost:" + origin.getPort())
                .put("ca", Playground.CA_FILE);
    }

    private static ObjectNode server(ObjectNode servers, URI origin, String name) {
        return servers.putObject(name)
                .put("type", "http")
                .put("url", origin + "/" + name + "/mcp")
                .put("trusted", true);
    }

    static String reference(String variable) {
        return "${env:" + variable + "}";
    }
}
