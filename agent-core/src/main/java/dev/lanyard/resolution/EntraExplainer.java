package dev.lanyard.resolution;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.IdentityConfig;
import dev.lanyard.config.IdentityConfig.Entra.Proof;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.msal.AadstsTable;
import dev.lanyard.resolution.Explanation.Kept;
import dev.lanyard.resolution.Explanation.Remedy;
import dev.lanyard.resolution.Explanation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Explains what Entra, through MSAL, makes of a server. */
final class EntraExplainer {
    private static final String ASKS = "at the first use; when the sign-in has ended or was revoked; when a policy demands more (Conditional "
            + "Access), in which case the call goes on afterwards";

    private final ServerConfig.Http server;

    EntraExplainer(ServerConfig.Http server) {
        this.server = server;
    }

    Explanation clientCredentials(IdentityConfig.Entra identity, String scope) {
        List<String> warnings = scope.endsWith("/.default")
                ? List.of()
                : List.of("auth.scope is '" + scope
                        + "', but client credentials need '<resource>/.default' (AADSTS1002012)");
        return new Explanation("a token that the agent gets for itself from Entra (client credentials)",
                because("client-credentials", identity),
                List.of(new Step(host(identity), app(identity) + proof(identity) + ", and the scope '" + scope
                        + "'; gives a token with the app's roles"), Explainer.token(server)),
                Kept.MEMORY, Explanation.NEVER, warnings,
                remedies(proofCodes(identity), "700016", "90002", "500011", "1002012", "501051"));
    }

    Explanation user(AuthConfig.User auth, IdentityConfig.Entra identity) {
        return new Explanation("a token of yours for this server, from Entra", because("user", identity),
                List.of(signIn(identity, auth.scope()), new Step(host(identity),
                        "gets the code or device code, and later the refresh token; gives the token for '"
                                + auth.scope()
                                + "'"),
                        Explainer.token(server)),
                Kept.STORE, ASKS, List.of(),
                remedies(List.of(), "65001", "50011", "500113", "7000218", "50105", "53003", "500011"));
    }

    Explanation behalf(AuthConfig.OnBehalfOf auth, IdentityConfig.Entra identity) {
        String own = identity.userScope();
        List<String> warnings = own.startsWith("api://" + identity.clientId() + "/")
                ? List.of("identities." + identity.name() + ".userScope names the app by '" + own
                        + "', but an app that asks for a token to itself is named by its client id (AADSTS90009)")
                : List.of();
        return new Explanation("a token on your behalf: yours for the agent is exchanged for one to this server",
                because("on-behalf-of", identity),
                List.of(signIn(identity, own),
                        new Step(host(identity), app(identity) + proof(identity) + ", your token for '" + own
                                + "' as assertion, and the scope '" + auth.scope()
                                + "'; gives a token of yours for this server alone"),
                        Explainer.token(server)),
                Kept.STORE,
                ASKS + ". In a program with users of its own (Agent.forUser) nobody is asked: each user's own "
                        + "token is the assertion",
                warnings,
                remedies(proofCodes(identity), "65001", "50013", "500131", "240002", "90009", "500011", "53003"));
    }

    Explanation managed(AuthConfig.ManagedIdentity auth) {
        String client = auth.clientId();
        return new Explanation("a token of the Azure resource that the agent runs on (managed identity)",
                Explainer.type(server, "managed-identity"),
                List.of(new Step(auth.endpoint() == null
                        ? "Azure's endpoint on this machine"
                        : Explainer.origin(auth.endpoint()),
                        "gets the resource '" + auth.scope() + "'"
                                + (client == null ? "" : " and the user-assigned identity '" + client + "'")
                                + "; gives the token. No secret is involved"),
                        Explainer.token(server)),
                Kept.MEMORY, Explanation.NEVER, List.of(),
                List.of(new Remedy("no endpoint answers",
                        "It is there in Azure only; elsewhere use client-credentials. Turn the identity on in the resource."),
                        remedy("500011"), remedy("501051")));
    }

    private Step signIn(IdentityConfig.Entra identity, String scope) {
        return new Step(host(identity) + (identity.pages() == null ? "" : ", pages at " + identity.pages()),
                "gets your sign-in to app '" + identity.clientId()
                        + "', by browser (http://localhost comes back) or by a "
                        + "code on another device, for '" + scope + "'; a kept sign-in is used first, without you");
    }

    private String because(String type, IdentityConfig.Entra identity) {
        return Explainer.type(server, type) + ", and identity '" + identity.name() + "' is of type 'entra'";
    }

    private static String host(IdentityConfig.Entra identity) {
        return Explainer.origin(identity.authority()) + "/" + identity.tenant()
                + (identity.connectTo() == null ? "" : " (at " + identity.connectTo() + ")");
    }

    private static String app(IdentityConfig.Entra identity) {
        return "gets app '" + identity.clientId() + "'";
    }

    private static String proof(IdentityConfig.Entra identity) {
        return switch (identity.proof()) {
            case Proof.None none -> "";
            case Proof.ClientSecret(var value) -> " with its secret " + value;
            case Proof.Certificate certificate -> " with an assertion signed by the key of '" + certificate.file()
                    + "', which is not sent";
            case Proof.Assertion(var value) -> " with the federated assertion " + value + ", read anew each time";
        };
    }

    private static List<String> proofCodes(IdentityConfig.Entra identity) {
        return switch (identity.proof()) {
            case Proof.None none -> List.of("7000218");
            case Proof.ClientSecret secret -> List.of("7000215", "7000222");
            case Proof.Certificate certificate -> List.of("700027");
            case Proof.Assertion assertion -> List.of("70021", "700024");
        };
    }

    private static List<Remedy> remedies(List<String> first, String... codes) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(codes));
        return all.stream().map(EntraExplainer::remedy).toList();
    }

    private static Remedy remedy(String code) {
        Map<String, AadstsTable.Entry> entries = AadstsTable.entries();
        AadstsTable.Entry entry = Objects.requireNonNull(entries.get(code), code);
        return new Remedy("AADSTS" + code + ": " + entry.cause(), entry.fix());
    }
}
