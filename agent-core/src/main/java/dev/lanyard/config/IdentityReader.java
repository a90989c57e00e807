package dev.lanyard.config;

import java.net.URI;
import java.util.Optional;

/** Reads one identity's entry. */
final class IdentityReader {
    private final EntraReader entra;
    private final Substitution substitution;
    private final UrlReader urls;
    private final Findings findings;

    IdentityReader(ConfigSource source, Substitution substitution, UrlReader urls, Findings findings) {
        this.entra = new EntraReader(source, substitution, urls, findings);
        this.substitution = substitution;
        this.urls = urls;
        this.findings = findings;
    }

    /**
     * Returns the identity, or empty after adding a problem.
     *
     * @param needer what needs it: {@code identity 'contoso' of server 'reverse'}
     */
    Optional<IdentityConfig> read(String name, JsonObject identity, String needer) {
        Optional<String> type = identity.requiredText("type");
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Place place = new Place(identity.path(), needer);
        return switch (type.get()) {
            case "entra" -> entra.read(name, identity, place);
            case "oauth" -> oauth(name, identity, place);
            default -> {
                findings.problem(identity.path("type"), "Unknown type '" + type.get() + "' of an identity.",
                        "Use one of: entra, oauth.");
                yield Optional.empty();
            }
        };
    }

    private Optional<IdentityConfig> oauth(String name, JsonObject identity, Place place) {
        String path = identity.path("issuer");
        Optional<URI> issuer = identity.requiredText("issuer")
                .flatMap(raw -> urls.read(raw, place.at(path)))
                .map(Endpoint::url);
        issuer.filter(Loopback::isExposed)
                .ifPresent(url -> findings.problem(path, "An issuer is https.", "Use its https address."));
        Optional<String> clientId = text(identity, "clientId", place);
        Optional<SecretRef> proof = secret(identity, "clientSecret", place);
        Optional<SecretRef> key = secret(identity, "privateKey", place);
        if (proof.isPresent() && key.isPresent()) {
            findings.problem(identity.path("privateKey"), "The identity has both 'clientSecret' and 'privateKey'.",
                    "Keep one of them.");
        }
        String algorithm = identity.text("algorithm").orElse("ES256");
        identity.warnOfUnknownFields();
        return issuer.flatMap(url -> clientId.map(client -> new IdentityConfig.OAuth(name, url, client,
                proof.orElse(null), key.orElse(null), algorithm)));
    }

    private Optional<SecretRef> secret(JsonObject identity, String field, Place place) {
        return identity.text(field).map(raw -> substitution.secret(raw, place.at(identity.path(field))));
    }

    private Optional<String> text(JsonObject identity, String field, Place place) {
        return identity.requiredText(field).map(raw -> substitution.text(raw, place.at(identity.path(field))));
    }
}
