package dev.lanyard.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one identity's entry. */
final class IdentityReader {
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*");

    private final ConfigSource source;
    private final Substitution substitution;
    private final UrlReader urls;
    private final Findings findings;

    IdentityReader(ConfigSource source, Substitution substitution, UrlReader urls, Findings findings) {
        this.source = source;
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
            case "entra" -> entra(name, identity, place);
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

    private Optional<IdentityConfig> entra(String name, JsonObject identity, Place place) {
        Optional<String> tenant = text(identity, "tenant", place).filter(text -> isTenant(text, identity));
        Optional<String> clientId = text(identity, "clientId", place);
        Optional<SecretRef> proof = identity.requiredText("clientSecret")
                .map(raw -> substitution.secret(raw, place.at(identity.path("clientSecret"))));
        HostPort connectTo = connectTo(identity, place).orElse(null);
        Path ca = ca(identity, place).orElse(null);
        Optional<URI> authority = authority(identity, place).filter(url -> mayRedirect(url, identity, connectTo));
        identity.warnOfUnknownFields();
        return tenant.flatMap(directory -> clientId.flatMap(client -> proof.flatMap(secret -> authority.map(
                url -> new IdentityConfig.Entra(name, directory, client, secret, url, connectTo, ca)))));
    }

    private Optional<String> text(JsonObject identity, String field, Place place) {
        return identity.requiredText(field).map(raw -> substitution.text(raw, place.at(identity.path(field))));
    }

    /** A tenant becomes part of the authority's path, so nothing else may slip into it. */
    private boolean isTenant(String text, JsonObject identity) {
        if (text.isEmpty() || TENANT.matcher(text).matches()) {
            return !text.isEmpty();
        }
        findings.problem(identity.path("tenant"), "This is not a tenant's id or domain.",
                "Use the directory (tenant) id from the Entra portal.");
        return false;
    }

    private Optional<URI> authority(JsonObject identity, Place place) {
        if (!identity.has("authority")) {
            return Optional.of(IdentityConfig.Entra.PUBLIC_CLOUD);
        }
        String path = identity.path("authority");
        Optional<Endpoint> endpoint = identity.text("authority").flatMap(raw -> urls.read(raw, place.at(path)));
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        URI url = endpoint.get().url();
        if (!"https".equalsIgnoreCase(url.getScheme()) || !endpoint.get().query().isEmpty()
                || !(url.getRawPath().isEmpty() || url.getRawPath().equals("/"))) {
            findings.problem(path, "An authority is https and has neither path nor query.",
                    "Write it like " + IdentityConfig.Entra.PUBLIC_CLOUD + ".");
            return Optional.empty();
        }
        return Optional.of(url);
    }

    private Optional<HostPort> connectTo(JsonObject identity, Place place) {
        String path = identity.path("connectTo");
        Optional<String> text = identity.text("connectTo").map(raw -> substitution.text(raw, place.at(path)));
        Optional<HostPort> parsed = text.flatMap(HostPort::parse);
        if (text.isPresent() && parsed.isEmpty()) {
            findings.problem(path, "This is not a host and port.", "Write it like 127.0.0.1:8443.");
        }
        return parsed;
    }

    private Optional<Path> ca(JsonObject identity, Place place) {
        String path = identity.path("ca");
        Optional<Path> file = identity.text("ca")
                .flatMap(raw -> ConfigPath.resolve(source.workspaceFolder(), substitution.text(raw, place.at(path)),
                        path, findings));
        file.ifPresent(found -> FileBytes.read(found, path, findings));
        return file;
    }

    private boolean mayRedirect(URI authority, JsonObject identity, @Nullable HostPort connectTo) {
        boolean allowed = true;
        for (String field : new String[]{"connectTo", "ca"}) {
            if (identity.has(field) && !Loopback.isUnderLocalhost(authority.getHost())) {
                findings.problem(identity.path(field),
                        "'" + field
                                + "' is only for authorities under .localhost: elsewhere it would let a file pose as '"
                                + authority.getHost() + "' and collect the secret.",
                        "Remove it.");
                allowed = false;
            }
        }
        if (connectTo != null && !Loopback.isLoopback(connectTo.host())) {
            findings.problem(identity.path("connectTo"), "'connectTo' may only lead to this machine.",
                    "Use 127.0.0.1, [::1] or localhost.");
            allowed = false;
        }
        return allowed;
    }
}
