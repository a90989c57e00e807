package dev.lanyard.resolution;

import dev.lanyard.config.AgentConfig;
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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Says from the configuration alone how a server gets its credential: the same choice as {@link CredentialResolver}'s. */
public final class Explainer {
    private final Map<String, IdentityConfig> identities;

    /** Creates an explainer; nothing is read or sent. */
    public Explainer(AgentConfig config) {
        this.identities = config.identities();
    }

    /** Returns how a server of the configuration gets its credential. */
    public Explanation explain(ServerConfig server) {
        return switch (server) {
            case ServerConfig.Stdio stdio -> program(stdio);
            case ServerConfig.Http http -> http(http);
        };
    }

    private Explanation http(ServerConfig.Http server) {
        return switch (server.auth()) {
            case AuthConfig.None none -> keys(server, because(server), List.of());
            case AuthConfig.Key(SecretRef value, AuthConfig.Placement placement) -> keys(server, type(server, "key"),
                    List.of(place(placement) + " " + value));
            case AuthConfig.Discovered discovered -> new OAuthExplainer(server).discovered();
            case AuthConfig.OAuth oauth -> new OAuthExplainer(server).signIn(oauth);
            case AuthConfig.WorkloadIdentity workload -> new OAuthExplainer(server).workload(workload);
            case AuthConfig.TokenExchange exchange ->
                new OAuthExplainer(server).exchange(exchange, oauth(exchange.identity()));
            case AuthConfig.Enterprise enterprise -> new OAuthExplainer(server).enterprise(enterprise,
                    oauth(enterprise.identity()), oauth(enterprise.provider()));
            case AuthConfig.ManagedIdentity managed -> new EntraExplainer(server).managed(managed);
            case AuthConfig.User user -> new EntraExplainer(server).user(user, entra(user.identity()));
            case AuthConfig.OnBehalfOf behalf -> new EntraExplainer(server).behalf(behalf, entra(behalf.identity()));
            case AuthConfig.ClientCredentials(String identity, String scope) -> switch (identities.get(identity)) {
                case IdentityConfig.Entra entra -> new EntraExplainer(server).clientCredentials(entra, scope);
                case IdentityConfig.OAuth oauth -> new OAuthExplainer(server).clientCredentials(oauth, scope);
                case null -> throw GrantResolver.undeclared(server, identity);
            };
        };
    }

    /** The configuration was read without problems, so that an identity is there and of the kind that its server needs. */
    private IdentityConfig.Entra entra(String name) {
        return (IdentityConfig.Entra) Objects.requireNonNull(identities.get(name), name);
    }

    private IdentityConfig.OAuth oauth(String name) {
        return (IdentityConfig.OAuth) Objects.requireNonNull(identities.get(name), name);
    }

    private static String because(ServerConfig.Http server) {
        if (server.headers().isEmpty() && server.query().isEmpty()) {
            return type(server, "none");
        }
        return "servers." + server.name() + " has 'headers' or a query in 'url', and no 'auth' beside them";
    }

    private static Explanation keys(ServerConfig.Http server, String because, List<String> added) {
        List<String> sent = new ArrayList<>(fixed(server));
        sent.addAll(added);
        if (sent.isEmpty()) {
            return new Explanation("nothing is presented", because, List.of(new Step(origin(server),
                    "requests without any credential")), Kept.NOTHING, Explanation.NEVER, List.of(),
                    List.of(new Remedy("401: it wants a credential after all",
                            "Remove 'auth' to sign in as the server says, or give it 'headers' or another 'auth'.")));
        }
        return new Explanation("a fixed key", because, List.of(
                new Step("this machine", "reads " + sources(server)),
                new Step(origin(server), "with every request: " + String.join(", ", sent))), Kept.RUN,
                Explanation.NEVER,
                List.of(), List.of(
                        new Remedy("401 or 403: it refuses the key",
                                "Check the value where it comes from, and that it belongs to this address. A key is never renewed."),
                        new Remedy("a variable, input or file is missing",
                                "Set it in the environment or .env; without a terminal use ${env:NAME} instead of ${input:id}.")));
    }

    private static String sources(ServerConfig.Http server) {
        List<SecretRef> values = new ArrayList<>(server.headers().values());
        values.addAll(server.query().values());
        if (server.auth() instanceof AuthConfig.Key key) {
            values.add(key.value());
        }
        String named = values.stream()
                .flatMap(value -> value.references().stream())
                .map(SecretRef::toString)
                .distinct()
                .collect(Collectors.joining(", "));
        return named.isEmpty() ? "what stands in the configuration" : named;
    }

    /** Returns what headers and query carry whatever else is presented; values are shown by where they come from. */
    static List<String> fixed(ServerConfig.Http server) {
        List<String> sent = new ArrayList<>();
        server.headers().forEach((name, value) -> sent.add("header '" + name + "' " + value));
        server.query().forEach((name, value) -> sent.add("query parameter '" + name + "' " + value));
        return sent;
    }

    private static String place(AuthConfig.Placement placement) {
        return switch (placement) {
            case AuthConfig.Placement.Header(String name) -> "header '" + name + "'";
            case AuthConfig.Placement.Query(String name) -> "query parameter '" + name + "'";
        };
    }

    private static Explanation program(ServerConfig.Stdio server) {
        String env = server.env().isEmpty()
                ? "no variable beyond PATH, HOME and their kin"
                : "variables " + server.env()
                        .entrySet()
                        .stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", "));
        return new Explanation("a program of this machine: nothing is sent to anybody by Lanyard",
                "servers." + server.name() + " has a 'command'", List.of(new Step("this machine",
                        "runs " + server.command() + " without a shell; it gets " + env)),
                server.env().isEmpty() ? Kept.NOTHING : Kept.RUN, Explanation.NEVER, List.of(),
                List.of(new Remedy("it ends at once", "Run the command by hand: it may not be installed."),
                        new Remedy("it says that a key is missing",
                                "Name the variable in 'env', such as \"env\": { \"KEY\": \"${env:KEY}\" }; it sees no other.")));
    }

    static String type(ServerConfig.Http server, String type) {
        return "servers." + server.name() + ".auth.type is '" + type + "'";
    }

    static String origin(ServerConfig.Http server) {
        return origin(server.shownUrl());
    }

    static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    /** Returns the last step of every flow that ends with a token. */
    static Step token(ServerConfig.Http server) {
        List<String> sent = new ArrayList<>(List.of("header 'Authorization' Bearer <the token>"));
        sent.addAll(fixed(server));
        return new Step(origin(server), "with every request: " + String.join(", ", sent)
                + ". A 401 gets one fresh token and one more try");
    }
}
