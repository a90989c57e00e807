package dev.lanyard.config;

import dev.lanyard.config.IdentityConfig.Entra.Proof;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads how an app registration proves that it is itself: at most one of three ways. */
final class EntraProofReader {
    private final ConfigSource source;
    private final Substitution substitution;
    private final Findings findings;

    EntraProofReader(ConfigSource source, Substitution substitution, Findings findings) {
        this.source = source;
        this.substitution = substitution;
        this.findings = findings;
    }

    /** Returns the proof, none if none is given, or empty after adding a problem. */
    Optional<Proof> read(JsonObject identity, Place place) {
        List<String> given = List.of("clientSecret", "certificate", "assertion")
                .stream()
                .filter(identity::has)
                .toList();
        if (given.size() > 1) {
            findings.problem(identity.path(given.get(1)),
                    "The identity has '" + String.join("' and '", given) + "', but proves itself in one way.",
                    "Keep one of them.");
        }
        if (given.isEmpty()) {
            return Optional.of(new Proof.None());
        }
        return switch (given.getFirst()) {
            case "clientSecret" -> identity.requiredText("clientSecret")
                    .map(raw -> new Proof.ClientSecret(
                            substitution.secret(raw, place.at(identity.path("clientSecret")))));
            case "certificate" -> identity.object("certificate").flatMap(object -> certificate(object, place));
            default -> identity.object("assertion").flatMap(object -> assertion(object, place));
        };
    }

    private Optional<Proof> certificate(JsonObject certificate, Place place) {
        Optional<Path> file = file(certificate, "file", place);
        Optional<Path> key = certificate.has("key") ? file(certificate, "key", place) : Optional.empty();
        Optional<SecretRef> password = certificate.text("password")
                .map(raw -> substitution.secret(raw, place.at(certificate.path("password"))));
        boolean chain = certificate.flag("x5c");
        certificate.warnOfUnknownFields();
        return file.map(path -> new Proof.Certificate(path, key.orElse(null), password.orElse(null), chain));
    }

    private Optional<Proof> assertion(JsonObject assertion, Place place) {
        Optional<Path> file = file(assertion, "file", place);
        assertion.warnOfUnknownFields();
        // Whoever writes the file may do so later than we start.
        return file.map(path -> new Proof.Assertion(new SecretRef.File(path)));
    }

    private Optional<Path> file(JsonObject object, String field, Place place) {
        String path = object.path(field);
        return object.requiredText(field)
                .flatMap(raw -> ConfigPath.resolve(source.workspaceFolder(), substitution.text(raw, place.at(path)),
                        path,
                        findings));
    }
}
