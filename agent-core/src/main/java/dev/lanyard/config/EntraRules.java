package dev.lanyard.config;

import java.util.List;
import java.util.Map;

/** Checks what the {@code auth} of servers needs of the identities that they name, above all of app registrations. */
final class EntraRules {
    private EntraRules() {}

    static void check(Map<String, ServerConfig> servers, Map<String, IdentityConfig> identities, Findings findings) {
        servers.values()
                .stream()
                .filter(ServerConfig.Http.class::isInstance)
                .map(ServerConfig.Http.class::cast)
                .forEach(server -> checkType(server, identities, findings));
        for (IdentityConfig identity : identities.values()) {
            if (identity instanceof IdentityConfig.Entra entra) {
                checkApp(entra, acting(entra.name(), servers), findings);
            }
        }
    }

    private static void checkType(ServerConfig.Http server, Map<String, IdentityConfig> identities, Findings findings) {
        AuthConfig auth = server.auth();
        boolean entra = auth instanceof AuthConfig.OnBehalfOf || auth instanceof AuthConfig.User;
        boolean oauth = auth instanceof AuthConfig.TokenExchange || auth instanceof AuthConfig.Enterprise;
        List<String> names = auth.identities();
        for (int i = 0; i < names.size(); i++) {
            String field = i == 0 ? "identity" : auth instanceof AuthConfig.OnBehalfOf ? "listWith" : "provider";
            String place = "servers." + server.name() + ".auth." + field;
            IdentityConfig identity = identities.get(names.get(i));
            if (entra && identity instanceof IdentityConfig.OAuth) {
                findings.problem(place,
                        "Identity '" + identity.name() + "' is of type 'oauth', which this 'auth' cannot use.",
                        "Use one of type 'entra', or 'oauth' as the type of 'auth'.");
            } else if (oauth && identity instanceof IdentityConfig.Entra) {
                findings.problem(place,
                        "Identity '" + identity.name() + "' is of type 'entra', which this 'auth' cannot use.",
                        "Use one of type 'oauth', or 'on-behalf-of' as the type of 'auth'.");
            }
        }
    }

    /** Returns the servers for which the app acts, by itself or for a user. */
    private static List<String> acting(String identity, Map<String, ServerConfig> servers) {
        return McpJsonReader.users(identity, servers)
                .stream()
                .filter(name -> servers.get(name) instanceof ServerConfig.Http http
                        && (http.auth() instanceof AuthConfig.OnBehalfOf
                                || http.auth() instanceof AuthConfig.ClientCredentials))
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
