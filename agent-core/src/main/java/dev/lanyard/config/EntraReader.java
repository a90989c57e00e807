package dev.lanyard.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the entry of an app registration in Microsoft Entra ID. */
final class EntraReader {
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*");
    /** The clouds of Microsoft; External ID has a host for each tenant besides. */
    private static final Set<String> AUTHORITIES = Set.of("login.microsoftonline.com", "login.microsoft.com",
            "login.windows.net", "sts.windows.net", "login.microsoftonline.us", "login.usgovcloudapi.net",
            "login.partner.microsoftonline.cn", "login.chinacloudapi.cn", "login.sovcloud-identity.fr",
            "login.sovcloud-identity.de", "login.sovcloud-identity.sg");

    private final ConfigSource source;
    private final Substitution substitution;
    private final UrlReader urls;
    private final Findings findings;
    private final EntraProofReader proofs;

    EntraReader(ConfigSource source, Substitution substitution, UrlReader urls, Findings findings) {
        this.source = source;
        this.substitution = substitution;
        this.urls = urls;
        this.findings = findings;
        this.proofs = new EntraProofReader(source, substitution, findings);
    }

    /** Returns the identity, or empty after adding a problem. */
    Optional<IdentityConfig> read(String name, JsonObject identity, Place place) {
        Optional<String> tenant = text(identity, "tenant", place).filter(text -> isTenant(text, identity));
        Optional<String> clientId = text(identity, "clientId", place);
        Optional<IdentityConfig.Entra.Proof> proof = proofs.read(identity, place);
        HostPort connectTo = connectTo(identity, place).orElse(null);
        Path ca = ca(identity, place).orElse(null);
        URI pages = pages(identity, place).orElse(null);
        Optional<String> userScope = identity.text("userScope")
                .map(raw -> substitution.text(raw, place.at(identity.path("userScope"))));
        Optional<URI> authority = authority(identity, place).filter(url -> mayRedirect(url, identity, connectTo));
        identity.warnOfUnknownFields();
        // An app that asks for a token to itself has to name itself by its GUID (AADSTS90009).
        return tenant.flatMap(directory -> clientId.flatMap(client -> proof.flatMap(proven -> authority.map(
                url -> new IdentityConfig.Entra(name, directory, client, proven, url, connectTo, ca,
                        userScope.orElse(client + "/.default"), pages)))));
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
        if (!isKnown(url.getHost())) {
            findings.warning(path, "'" + url.getHost() + "' is none of Microsoft's clouds, and yet gets the secret.");
        }
        return Optional.of(url);
    }

    private static boolean isKnown(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return AUTHORITIES.contains(name) || name.endsWith(".ciamlogin.com") || Loopback.isUnderLocalhost(name);
    }

    private Optional<URI> pages(JsonObject identity, Place place) {
        String path = identity.path("pages");
        Optional<URI> pages = identity.text("pages").flatMap(raw -> urls.read(raw, place.at(path))).map(Endpoint::url);
        Optional<URI> near = pages.filter(url -> url.getHost() != null && Loopback.isLoopback(url.getHost()));
        if (pages.isPresent() && near.isEmpty()) {
            findings.problem(path, "'pages' may only lead to this machine.", "Use http://localhost and a port.");
        }
        return near;
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
        for (String field : List.of("connectTo", "ca", "pages")) {
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
