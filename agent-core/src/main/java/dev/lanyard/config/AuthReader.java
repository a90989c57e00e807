package dev.lanyard.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code auth} of a server. */
final class AuthReader {
    private static final String KNOWN = "none, key, client-credentials, on-behalf-of, user, managed-identity, oauth, token-exchange, enterprise, "
            + "workload-identity";

    private final Set<String> identities;
    private final Substitution substitution;
    private final HeaderRules headerRules;
    private final OAuthReader oauth;
    private final Findings findings;

    AuthReader(Set<String> identities, Substitution substitution, UrlReader urls, Findings findings) {
        this.oauth = new OAuthReader(substitution, urls, findings);
        this.identities = identities;
        this.substitution = substitution;
        this.headerRules = new HeaderRules(substitution, findings);
        this.findings = findings;
    }

    /** Returns what the object says, or empty after adding a problem. */
    Optional<AuthConfig> read(JsonObject auth, Place place) {
        Optional<String> type = auth.requiredText("type");
        Optional<AuthConfig> read = type.flatMap(name -> switch (name) {
            case "none" -> Optional.of(new AuthConfig.None());
            case "key" -> key(auth, place);
            case "client-credentials" -> clientCredentials(auth, place);
            case "on-behalf-of" -> onBehalfOf(auth, place);
            case "user" -> scoped(auth, place).map(scoped -> new AuthConfig.User(scoped.identity(), scoped.scope()));
            case "managed-identity" -> managedIdentity(auth, place);
            case "oauth" -> oauth.read(auth, place);
            case "token-exchange" -> tokenExchange(auth, place);
            case "enterprise" -> enterprise(auth, place);
            case "workload-identity" -> workloadIdentity(auth, place);
            default -> {
                findings.problem(auth.path("type"), "Unknown auth.type '" + name + "'.", "Use one of: " + KNOWN + ".");
                yield Optional.empty();
            }
        });
        if (read.isPresent()) {
            auth.warnOfUnknownFields();
        }
        return read;
    }

    /** Returns what VS Code's own shape says. */
    Optional<AuthConfig> readOAuth(JsonObject auth, Place place) {
        Optional<AuthConfig> read = oauth.read(auth, place);
        auth.warnOfUnknownFields();
        return read;
    }

    private Optional<AuthConfig> key(JsonObject auth, Place place) {
        Optional<SecretRef> value = auth.requiredText("value")
                .map(raw -> substitution.secret(raw, place.at(auth.path("value"))));
        Optional<String> header = auth.text("header");
        Optional<String> query = auth.has("query") ? auth.requiredText("query") : Optional.empty();
        if (auth.has("header") == auth.has("query")) {
            findings.problem(auth.path(), "A key needs either 'header' or 'query'.",
                    "Name the header it goes into, such as \"header\": \"x-api-key\".");
            return Optional.empty();
        }
        header.ifPresent(name -> headerRules.checkName(name, auth.path("header")));
        value.filter(found -> header.isPresent())
                .ifPresent(found -> headerRules.checkValue(found, auth.path("value")));
        Optional<AuthConfig.Placement> placement = header.<AuthConfig.Placement>map(AuthConfig.Placement.Header::new)
                .or(() -> query.map(AuthConfig.Placement.Query::new));
        return value.flatMap(found -> placement.map(where -> new AuthConfig.Key(found, where)));
    }

    private Optional<AuthConfig> clientCredentials(JsonObject auth, Place place) {
        return scoped(auth, place).map(scoped -> scoped);
    }

    /** Reads an identity and a scope, which is what client credentials are made of. */
    private Optional<AuthConfig.ClientCredentials> scoped(JsonObject auth, Place place) {
        Optional<String> identity = identity(auth, "identity", place);
        Optional<String> scope = scope(auth, place);
        return identity.flatMap(name -> scope.map(wanted -> new AuthConfig.ClientCredentials(name, wanted)));
    }

    private Optional<AuthConfig> onBehalfOf(JsonObject auth, Place place) {
        Optional<String> lister = auth.has("listWith") ? identity(auth, "listWith", place) : Optional.empty();
        return scoped(auth, place)
                .map(scoped -> new AuthConfig.OnBehalfOf(scoped.identity(), scoped.scope(), lister.orElse(null)));
    }

    private Optional<String> scope(JsonObject auth, Place place) {
        return auth.requiredText("scope")
                .map(raw -> substitution.text(raw, place.at(auth.path("scope"))))
                .filter(text -> !text.isBlank());
    }

    private Optional<AuthConfig> managedIdentity(JsonObject auth, Place place) {
        Optional<String> scope = scope(auth, place);
        Optional<String> clientId = auth.text("clientId")
                .map(raw -> substitution.text(raw, place.at(auth.path("clientId"))));
        Optional<URI> endpoint = auth.has("endpoint") ? oauth.address(auth, "endpoint", place) : Optional.empty();
        Optional<URI> near = endpoint.filter(url -> url.getHost() != null && Loopback.isLoopback(url.getHost()));
        if (endpoint.isPresent() && near.isEmpty()) {
            findings.problem(auth.path("endpoint"), "'endpoint' may only lead to this machine.",
                    "Leave it out: Azure's own is found by itself.");
        }
        return scope.map(wanted -> new AuthConfig.ManagedIdentity(wanted, clientId.orElse(null), near.orElse(null)));
    }

    private Optional<AuthConfig> tokenExchange(JsonObject auth, Place place) {
        Optional<String> identity = identity(auth, "identity", place);
        Optional<SecretRef> subject = secret(auth, "subjectToken", place);
        Optional<String> audience = auth.text("audience")
                .map(raw -> substitution.text(raw, place.at(auth.path("audience"))));
        List<String> scopes = oauth.scopes(auth, place);
        AuthConfig.Resource resource = oauth.resource(auth);
        return identity.flatMap(name -> subject
                .map(token -> new AuthConfig.TokenExchange(name, token, audience.orElse(null), scopes, resource)));
    }

    private Optional<AuthConfig> enterprise(JsonObject auth, Place place) {
        Optional<String> identity = identity(auth, "identity", place);
        Optional<String> provider = identity(auth, "provider", place);
        Optional<SecretRef> idToken = secret(auth, "idToken", place);
        List<String> scopes = oauth.scopes(auth, place);
        return identity.flatMap(name -> provider.flatMap(
                company -> idToken.map(token -> new AuthConfig.Enterprise(name, company, token, scopes))));
    }

    private Optional<AuthConfig> workloadIdentity(JsonObject auth, Place place) {
        if (!auth.has("issuer")) {
            findings.problem(auth.path("issuer"), "'issuer' is missing.", "Add it.");
        }
        Optional<URI> issuer = oauth.address(auth, "issuer", place);
        Optional<String> clientId = auth.requiredText("clientId")
                .map(raw -> substitution.text(raw, place.at(auth.path("clientId"))));
        Optional<SecretRef> assertion = secret(auth, "assertion", place);
        List<String> scopes = oauth.scopes(auth, place);
        return issuer.flatMap(url -> clientId.flatMap(client -> assertion
                .map(signed -> new AuthConfig.WorkloadIdentity(url, client, signed, scopes))));
    }

    private Optional<SecretRef> secret(JsonObject auth, String field, Place place) {
        return auth.requiredText(field).map(raw -> substitution.secret(raw, place.at(auth.path(field))));
    }

    private Optional<String> identity(JsonObject auth, String field, Place place) {
        Optional<String> identity = auth.requiredText(field);
        identity.filter(name -> !identities.contains(name))
                .ifPresent(name -> findings.problem(auth.path(field),
                        "Identity '" + name + "' is not declared; " + place.needer() + " needs it.",
                        "Add it to 'identities'."));
        return identity;
    }
}
