package dev.lanyard.config;

import java.util.List;
import java.util.Map;

/** Checks what the {@code auth} of servers needs of the app registrations that they name. */
final class EntraRules {
    private EntraRules() {}

    static void check(Map<String, ServerConfig> servers, Map<String, IdentityConfig> identities, Findings findings) {
        servers.values()
                .stream()
                .filter(ServerConfig.Http.class::isInstance)
                .map(ServerConfig.Http.class::cast)
                .filter(server -> server.auth() instanceof AuthConfig.OnBehalfOf
                        || server.auth() instanceof AuthConfig.User)
                .forEach(server -> checkType(server, identities, findings));
        for (IdentityConfig identity : identities.values()) {
            if (identity instanceof IdentityConfig.Entra entra) {
                checkApp(entra, acting(entra.name(), servers), findings);
            }
        }
    }

    private static void checkType(ServerConfig.Http server, Map<String, IdentityConfig> identities, Findings findings) {
        for (String name : server.auth().identities()) {
            if (identities.get(name) instanceof IdentityConfig.OAuth) {
                boolean lists = server.auth() instanceof AuthConfig.OnBehalfOf behalf
                        && !name.equals(behalf.identity());
                findings.problem("servers." + server.name() + (lists ? ".auth.listWith" : ".auth.identity"),
                        "Identity '" + name + "' is of type 'oauth', which this 'auth' cannot use.",
                        "Use one of type 'entra', or 'oauth' as the type of 'auth'.");
            }
        }
    }

    /** Returns the servers for which the app acts, by itself or for a user. */
    private static List<String> acting(String identity, Map<String, ServerConfig> servers) {
        return McpJsonReader.users(identity, servers)
                .stream()
                .filter(name -> servers.get(name) instanceof ServerConfig.Http http
                        && !(http.auth() instanceof AuthConfig.User))
                .toList();
    }

    private static void checkApp(IdentityConfig.Entra entra, List<String> servers, Findings findings) {
        if (servers.isEmpty()) {
            return;
        }
        String needers = "server '" + String.join("', '", servers) + "'";
        if (entra.proof() instanceof IdentityConfig.Entra.Proof.None) {
            findings.problem("identities." + entra.name() + ".clientSecret",
                    "'clientSecret' is missing; " + needers + " needs it.",
                    "Add it, or 'certificate' or 'assertion'.");
        }
        if (!entra.isOfOneTenant()) {
            findings.problem("identities." + entra.name() + ".tenant",
                    "'" + entra.tenant() + "' is not one directory; " + needers + " needs one.",
                    "Use the directory (tenant) id: only 'auth.type: user' works without.");
        }
    }
}
