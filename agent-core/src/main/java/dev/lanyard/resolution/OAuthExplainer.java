package dev.lanyard.resolution;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.IdentityConfig;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.resolution.Explanation.Kept;
import dev.lanyard.resolution.Explanation.Remedy;
import dev.lanyard.resolution.Explanation.Step;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explains what the MCP authorization specification and its extensions make of a server. */
final class OAuthExplainer {
    private static final String ASKS = "when nothing is kept; when its refresh token has ended or was revoked; when the server asks for more "
            + "scopes (you are asked first) or moves to another authorization server";
    private static final Remedy METADATA = new Remedy("what protects the server is unclear, or calls itself otherwise",
            "See what it announces: lanyard issuers URL. Pin the right one with 'issuer'.");
    private static final Remedy REFUSED = new Remedy("the authorization server refuses: invalid_client, invalid_scope, "
            + "invalid_target",
            "Compare clientId, its secret, 'scopes' and 'resource' with what is registered there.");
    private static final Remedy PKCE = new Remedy("no code and PKCE are offered",
            "It does not announce S256, without which nobody signs in: see PKCE in 'lanyard issuers'.");

    private final ServerConfig.Http server;

    OAuthExplainer(ServerConfig.Http server) {
        this.server = server;
    }

    Explanation discovered() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(Explainer.origin(server), "requests without any credential, until it answers 401"));
        steps.addAll(discovery(AuthConfig.OAuth.DISCOVERED));
        return new Explanation("nothing at first; after a 401 a sign-in (MCP authorization, OAuth 2.1)",
                "servers." + server.name() + " has neither 'auth' nor 'headers'", steps, Kept.STORE,
                "only after a 401 with a challenge: " + ASKS, List.of(), remedies());
    }

    Explanation signIn(AuthConfig.OAuth auth) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(Explainer.origin(server),
                "a request without a token, unless one is kept; its 401 says how to sign in"));
        steps.addAll(discovery(auth));
        return new Explanation("a sign-in of yours (MCP authorization, OAuth 2.1 authorization code with PKCE)",
                Explainer.type(server, "oauth"), steps, Kept.STORE, ASKS, List.of(), remedies());
    }

    private static List<Remedy> remedies() {
        return List.of(METADATA, PKCE, REFUSED,
                new Remedy("the server still refuses a fresh token",
                        "It may be for another resource: set 'resource' to always or never, or ask for its 'scopes'."));
    }

    private List<Step> discovery(AuthConfig.OAuth auth) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(Explainer.origin(server),
                "is asked for its metadata (/.well-known/oauth-protected-resource): which authorization server, which scopes"));
        URI pinned = auth.issuer();
        String issuer = pinned == null ? "the first authorization server that it names" : Explainer.origin(pinned);
        steps.add(new Step(issuer, "is asked for its metadata" + (pinned == null
                ? "; from then on it is the only one, until you agree to another"
                : "; no other is used, since 'issuer' names it")));
        steps.add(new Step(issuer, client(auth)));
        steps.add(new Step(issuer,
                "gets your sign-in, in a browser, by a pasted address or by a code on another device: "
                        + "client, state, S256 challenge, " + resource(auth.resource()) + ", " + scopes(auth.scopes())
                        + "; the answer comes to http://127.0.0.1:"
                        + (auth.callbackPort() == 0 ? "<a free port>" : auth.callbackPort()) + auth.callbackPath()));
        steps.add(new Step(issuer, "gets the code and its verifier" + secret(auth.clientSecret())
                + "; gives the token, and one to renew it with"));
        steps.add(Explainer.token(server));
        return steps;
    }

    private static String client(AuthConfig.OAuth auth) {
        if (auth.clientId() != null) {
            return "knows the client '" + auth.clientId() + "', since 'clientId' names it";
        }
        if (auth.clientMetadataUrl() != null) {
            return "gets the client's address '" + auth.clientMetadataUrl()
                    + "' if it takes such documents; else a client is registered there, or you are asked for one";
        }
        return "gets a registration of a client (RFC 7591), once; where it takes none, you are asked for a client id";
    }

    private static String resource(AuthConfig.Resource resource) {
        return switch (resource) {
            case ALWAYS -> "the server's address as resource";
            case NEVER -> "no resource";
            case AUTO -> "the server's address as resource (none at Microsoft's hosts)";
        };
    }

    private static String scopes(List<String> scopes) {
        return scopes.isEmpty() ? "the scopes that the server names" : "the scopes '" + String.join(" ", scopes) + "'";
    }

    private static String secret(@Nullable SecretRef secret) {
        return secret == null ? "" : " and the client's secret " + secret;
    }

    Explanation clientCredentials(IdentityConfig.OAuth identity, String scope) {
        return granted("a token that the agent gets for itself (client credentials, RFC 6749, section 4.4)",
                Explainer.type(server, "client-credentials") + ", and identity '" + identity.name()
                        + "' is of type 'oauth'",
                List.of(metadata(identity.issuer()), new Step(Explainer.origin(identity.issuer()),
                        "gets " + proof(identity) + ", the server's address as resource, and the scopes '" + scope
                                + "'; gives the token")));
    }

    Explanation workload(AuthConfig.WorkloadIdentity auth) {
        return granted("a token for the assertion of the platform (RFC 7523)",
                Explainer.type(server, "workload-identity"),
                List.of(metadata(auth.issuer()), new Step(Explainer.origin(auth.issuer()), "gets client '"
                        + auth.clientId() + "' and the assertion " + auth.assertion() + ", read anew each time, and "
                        + scopes(auth.scopes()) + "; gives the token")));
    }

    Explanation exchange(AuthConfig.TokenExchange auth, IdentityConfig.OAuth identity) {
        return granted("a token that another is exchanged for (RFC 8693)", Explainer.type(server, "token-exchange"),
                List.of(metadata(identity.issuer()), new Step(Explainer.origin(identity.issuer()),
                        "gets " + proof(identity) + ", the token " + auth.subject() + ", "
                                + (auth.audience() == null ? "" : "the audience '" + auth.audience() + "', ")
                                + resource(auth.resource()) + ", and " + scopes(auth.scopes()) + "; gives the token")));
    }

    Explanation enterprise(AuthConfig.Enterprise auth, IdentityConfig.OAuth identity, IdentityConfig.OAuth provider) {
        return granted("a token through the company's sign-in (MCP Enterprise-Managed Authorization)",
                Explainer.type(server, "enterprise"),
                List.of(metadata(provider.issuer()),
                        new Step(Explainer.origin(provider.issuer()), "gets " + proof(provider) + " and your id token "
                                + auth.idToken()
                                + "; gives an assertion for the server's authorization server (ID-JAG)"),
                        metadata(identity.issuer()),
                        new Step(Explainer.origin(identity.issuer()), "gets " + proof(identity)
                                + " and that assertion, and " + scopes(auth.scopes()) + "; gives the token")));
    }

    private static Step metadata(URI issuer) {
        return new Step(Explainer.origin(issuer), "is asked for its metadata; no other authorization server is used");
    }

    private Explanation granted(String flow, String because, List<Step> steps) {
        List<Step> all = new ArrayList<>(steps);
        all.add(Explainer.token(server));
        return new Explanation(flow, because, all, Kept.MEMORY, Explanation.NEVER, List.of(),
                List.of(METADATA, REFUSED));
    }

    private static String proof(IdentityConfig.OAuth identity) {
        SecretRef key = identity.privateKey();
        if (key != null) {
            return "client '" + identity.clientId() + "' with an assertion signed (" + identity.algorithm()
                    + ") by the key "
                    + key + ", which is not sent";
        }
        SecretRef secret = identity.clientSecret();
        return "client '" + identity.clientId() + "'" + (secret == null ? "" : " with its secret " + secret);
    }
}
