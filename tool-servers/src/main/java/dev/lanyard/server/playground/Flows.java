package dev.lanyard.server.playground;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.certificate.AppCertificate;
import dev.lanyard.server.http.StrictJson;
import dev.lanyard.server.identity.AppProof;
import dev.lanyard.server.identity.FederatedAssertion;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;

/**
 * Writes {@code flows.json}, in which the playground's servers stand once for each way to get a credential, and the files that
 * those ways need.
 */
final class Flows {
    static final String FILE = "flows.json";
    private static final String PEM = "agent.pem";
    private static final String PFX = "agent.pfx";
    private static final String ASSERTION = "assertion.jwt";

    private final AppCertificate certificate;
    private final FederatedAssertion assertion;

    Flows(Clock clock) {
        certificate = AppCertificate.create(Clock.systemUTC());
        assertion = FederatedAssertion.create(clock);
    }

    /** Returns the options with what proves the agent's app beside its secret. */
    PlaygroundOptions known(PlaygroundOptions options) {
        return options.withAgentProof(new AppProof.Certificate(certificate.certificate()))
                .withAgentProof(assertion.proof());
    }

    void write(StateFolder state, Variables variables, URI origin, int tlsPort) throws IOException {
        state.write(PEM, certificate.pem());
        state.write(PFX, certificate.pfx(variables.value(Variables.PFX).toCharArray()));
        state.write(ASSERTION, assertion.compact());
        state.write(FILE, json(origin, tlsPort));
    }

    private static String json(URI origin, int tlsPort) {
        ObjectNode root = StrictJson.object();
        ObjectNode identities = root.putObject("identities");
        McpJson.identity(identities, "playground", origin, tlsPort)
                .put("clientSecret", McpJson.reference(Variables.CLIENT));
        McpJson.identity(identities, "playground-pem", origin, tlsPort).putObject("certificate").put("file", PEM);
        McpJson.identity(identities, "playground-pfx", origin, tlsPort)
                .putObject("certificate")
                .put("file", PFX)
                .put("password", McpJson.reference(Variables.PFX));
        McpJson.identity(identities, "playground-federated", origin, tlsPort)
                .putObject("assertion")
                .put("file", ASSERTION);
        ObjectNode servers = root.putObject("servers");
        server(servers, origin, "none", "time").put("type", "none");
        server(servers, origin, "key", "echo").put("type", "key")
                .put("header", "x-api-key")
                .put("value", McpJson.reference(Variables.ECHO));
        app(servers, origin, "secret", "playground");
        app(servers, origin, "certificate-pem", "playground-pem");
        app(servers, origin, "certificate-pfx", "playground-pfx");
        app(servers, origin, "federated", "playground-federated");
        server(servers, origin, "managed-identity", "reverse").put("type", "managed-identity")
                .put("scope", Directory.REVERSE + "/.default")
                .put("endpoint", origin + "/metadata/identity/oauth2/token");
        user(servers, origin, "user");
        user(servers, origin, "on-behalf-of");
        server(servers, origin, "oauth", "expenses").put("type", "oauth");
        return root.toPrettyString() + "\n";
    }

    private static void app(ObjectNode servers, URI origin, String name, String identity) {
        server(servers, origin, name, "reverse").put("type", "client-credentials")
                .put("identity", identity)
                .put("scope", Directory.REVERSE + "/.default");
    }

    private static void user(ObjectNode servers, URI origin, String type) {
        server(servers, origin, type, "profile").put("type", type)
                .put("identity", "playground")
                .put("scope", Directory.PROFILE + "/" + Directory.ACCESS);
    }

    private static ObjectNode server(ObjectNode servers, URI origin, String name, String mount) {
        return servers.putObject(name)
                .put("type", "http")
                .put("url", origin + ToolServers.path(mount))
                .put("trusted", true)
                .putObject("auth");
    }
}
