package dev.lanyard.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code auth} of type {@code oauth}, and VS Code's {@code oauth} of a server, which is the same without the type. */
final class OAuthReader {
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~/-]{0,200}");
    private static final int MAX_PORT = 65_535;

    private final Substitution substitution;
    private final UrlReader urls;
    private final Findings findings;

    OAuthReader(Substitution substitution, UrlReader urls, Findings findings) {
        this.substitution = substitution;
        this.urls = urls;
        this.findings = findings;
    }

    /** Returns what the object says, or empty after adding a problem. */
    Optional<AuthConfig> read(JsonObject auth, Place place) {
        int before = findings.problems().size();
        Optional<URI> issuer = address(auth, "issuer", place);
        Optional<URI> document = address(auth, "clientMetadataUrl", place);
        Optional<String> clientId = auth.text("clientId")
                .map(raw -> substitution.text(raw, place.at(auth.path("clientId"))));
        Optional<SecretRef> proof = auth.text("clientSecret")
                .map(raw -> substitution.secret(raw, place.at(auth.path("clientSecret"))));
        if (proof.isPresent() && (issuer.isEmpty() || clientId.isEmpty())) {
            findings.problem(auth.path("clientSecret"), "A client secret needs 'clientId' and 'issuer'.",
                    "Name the issuer that it is for, so that it goes to no other.");
        }
        document.filter(url -> !"https".equalsIgnoreCase(url.getScheme()) || url.getRawPath().length() < 2)
                .ifPresent(url -> findings.problem(auth.path("clientMetadataUrl"),
                        "A client id metadata document has an https address with a path.",
                        "Write it like https://example.com/client.json."));
        int port = port(auth);
        String path = auth.text("callbackPath").orElse("/callback");
        if (!PATH.matcher(path).matches()) {
            findings.problem(auth.path("callbackPath"), "This is not the path of an address.",
                    "Write it like /callback.");
        }
        List<String> scopes = scopes(auth, place);
        AuthConfig.Resource resource = resource(auth);
        return findings.problems().size() > before
                ? Optional.empty()
                : Optional.of(new AuthConfig.OAuth(issuer.orElse(null), clientId.orElse(null), proof.orElse(null),
                        document.orElse(null), port, path, scopes, resource));
    }

    Optional<URI> address(JsonObject auth, String field, Place place) {
        Place where = place.at(auth.path(field));
        Optional<Endpoint> endpoint = auth.text(field).flatMap(raw -> urls.read(raw, where));
        endpoint.filter(found -> !found.query().isEmpty() || Loopback.isExposed(found.url()))
                .ifPresent(found -> findings.problem(where.path(), "This address is not https, or has a query.",
                        "Use https and no query."));
        return endpoint.map(Endpoint::url);
    }

    private int port(JsonObject auth) {
        int port = auth.number("callbackPort").orElse(0);
        if (port < 0 || port > MAX_PORT) {
            findings.problem(auth.path("callbackPort"), "This is not a port.", "Use 1 to 65535, or 0 for any.");
        }
        return port;
    }

    List<String> scopes(JsonObject auth, Place place) {
        List<String> scopes = new ArrayList<>();
        auth.textList("scopes")
                .forEach((path, raw) -> scopes.addAll(List.of(substitution.text(raw, place.at(path)).split(" "))));
        scopes.removeIf(String::isBlank);
        return scopes;
    }

    AuthConfig.Resource resource(JsonObject auth) {
        String text = auth.text("resource").orElse("auto");
        return switch (text) {
            case "auto" -> AuthConfig.Resource.AUTO;
            case "always" -> AuthConfig.Resource.ALWAYS;
            case "never" -> AuthConfig.Resource.NEVER;
            default -> {
                findings.problem(auth.path("resource"),
                        "Unknown '" + Printable.of(text.toLowerCase(Locale.ROOT)) + "'.",
                        "Use one of: auto, always, never.");
                yield AuthConfig.Resource.AUTO;
            }
        };
    }
}
