package dev.lanyard.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what a server's {@code auth} needs of the app registration that it names. */
final class EntraRules {
    private EntraRules() {}

    static void check(ServerConfig server, Map<String, IdentityConfig> identities, Findings findings) {
        if (!(server instanceof ServerConfig.Http http)) {
            return;
        }
        switch (http.auth()) {
            case AuthConfig.ClientCredentials auth ->
                checkConfidential(server, identities.get(auth.identity()), findings);
            case AuthConfig.OnBehalfOf auth -> {
                checkEntra(server, identities.get(auth.identity()), findings);
                checkConfidential(server, identities.get(auth.identity()), findings);
            }
            case AuthConfig.User auth -> checkEntra(server, identities.get(auth.identity()), findings);
            default -> {
            }
        }
    }

    private static void checkEntra(ServerConfig server, @Nullable IdentityConfig identity,
            Findings findings) {
        if (identity instanceof IdentityConfig.OAuth oauth) {
            findings.problem("servers." + server.name() + ".auth.identity",
                    "Identity '" + oauth.name() + "' is of type 'oauth', which this 'auth' cannot use.",
                    "Use one of type 'entra', or 'oauth' as the type of 'auth'.");
        }
    }

    private static void checkConfidential(ServerConfig server, @Nullable IdentityConfig identity,
            Findings findings) {
        if (!(identity instanceof IdentityConfig.Entra entra)) {
            return;
        }
        if (entra.proof() instanceof IdentityConfig.Entra.Proof.None) {
            findings.problem("identities." + entra.name() + ".clientSecret",
                    "'clientSecret' is missing; server '" + server.name() + "' needs it.",
                    "Add it, or 'certificate' or 'assertion'.");
        }
        if (!entra.isOfOneTenant()) {
            findings.problem("identities." + entra.name() + ".tenant",
                    "'" + entra.tenant() + "' is not one directory; server '" + server.name() + "' needs one.",
                    "Use the directory (tenant) id: only 'auth.type: user' works without.");
        }
    }
}
