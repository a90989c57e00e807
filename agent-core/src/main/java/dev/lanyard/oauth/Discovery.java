package dev.lanyard.oauth;

import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.CredentialException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what protects a server (MCP 2026-07-28, Authorization Server Discovery). */
final class Discovery {
    private static final String RESOURCE = "/.well-known/oauth-protected-resource";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    private final String server;
    private final URI url;
    private final IssuerHttp http;

    Discovery(String server, URI url, IssuerHttp http) {
        this.server = server;
        this.url = url;
        this.http = http;
    }

    /**
     * Returns the server's own metadata, empty if it has none (MCP 2025-03-26): from where the challenge says, else beside
     * its path, else at its root.
     */
    Optional<ResourceMetadata> resource(Optional<Challenge> challenge) {
        Optional<String> named = challenge.flatMap(said -> said.parameter("resource_metadata"));
        if (named.isPresent()) {
            URI place = address(named.get());
            return Optional.of(fetched(place).flatMap(body -> ResourceMetadata.parse(body).map(this::checked))
                    .orElseThrow(() -> broken("metadata at '" + shown(place) + "' cannot be read")));
        }
        for (URI place : places()) {
            Optional<String> body = fetched(place);
            if (body.isPresent()) {
                return Optional.of(body.flatMap(ResourceMetadata::parse)
                        .map(this::checked)
                        .orElseThrow(() -> broken("metadata at '" + shown(place) + "' cannot be read")));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns an issuer's metadata, in the specification's order of places, empty if it has none.
     *
     * @throws CredentialException.Rejected if the document names another issuer than it was fetched for
     */
    Optional<IssuerMetadata> issuer(String issuer) {
        Optional<IssuerMetadata> read = published(issuer).map(Published::metadata);
        read.map(IssuerMetadata::issuer).filter(named -> !named.equals(issuer)).ifPresent(named -> {
            // RFC 8414, section 3.3: character by character.
            throw new CredentialException.Rejected(server,
                    "The authorization server '" + Text.line(issuer) + "' of server '" + server + "' calls itself '"
                            + Text.line(named) + "'.",
                    "Do not sign in; ask whoever runs the server.", null);
        });
        return read.map(IssuerPreset::completed);
    }

    /**
     * Returns the first document that is where an issuer's metadata may be, empty if there is none. Nothing is added to it, and
     * it may be another issuer's.
     */
    Optional<Published> published(String issuer) {
        List<URI> places = places(issuer);
        for (int i = 0; i < places.size(); i++) {
            URI place = places.get(i);
            IssuerReport.Form form = i == 0
                    ? IssuerReport.Form.OAUTH
                    : i < places.size() - 1 ? IssuerReport.Form.OPENID_INSERTED : IssuerReport.Form.OPENID;
            Optional<Published> read = fetched(place).flatMap(IssuerMetadata::parse)
                    .map(metadata -> new Published(metadata, place, form));
            if (read.isPresent()) {
                return read;
            }
        }
        return Optional.empty();
    }

    /** Is an issuer's document as it was published, and where. */
    record Published(IssuerMetadata metadata, URI place, IssuerReport.Form form) {}

    private ResourceMetadata checked(ResourceMetadata metadata) {
        if (!ResourceMetadata.covers(metadata.resource(), url)) {
            throw new CredentialException.Rejected(server,
                    "Server '" + server + "' is at '" + ResourceMetadata.canonical(url) + "' but says that it is '"
                            + Text.line(metadata.resource()) + "'.",
                    "Do not sign in; check the server's address.", null);
        }
        return metadata;
    }

    private Set<URI> places() {
        String origin = ResourceMetadata.origin(url);
        String path = url.getRawPath() == null || url.getRawPath().equals("/") ? "" : url.getRawPath();
        Set<URI> places = new LinkedHashSet<>();
        places.add(URI.create(origin + RESOURCE + path));
        places.add(URI.create(origin + RESOURCE));
        return places;
    }

    /** Returns where an issuer's metadata may be, in the specification's order. */
    List<URI> places(String issuer) {
        URI address = address(issuer);
        String origin = ResourceMetadata.origin(address);
        String path = address.getRawPath() == null ? "" : address.getRawPath().replaceAll("/+$", "");
        List<URI> places = new ArrayList<>();
        places.add(URI.create(origin + OAUTH + path));
        places.add(URI.create(origin + OPENID + path));
        if (!path.isEmpty()) {
            places.add(URI.create(origin + path + OPENID));
        }
        return places;
    }

    private URI address(String text) {
        try {
            URI address = new URI(text);
            if (address.getHost() != null && address.getRawUserInfo() == null && address.getRawFragment() == null) {
                return address;
            }
        } catch (java.net.URISyntaxException e) {
            // Reported below.
        }
        throw broken("'" + Text.line(text) + "' is not an address");
    }

    /** Returns a document, empty if there is none; what fails otherwise does not count as none. */
    private Optional<String> fetched(URI place) {
        Incoming reply;
        try {
            reply = http.get(place);
        } catch (AddressGuard.Refused e) {
            throw new CredentialException.Rejected(server,
                    "The address '" + shown(place) + "' that server '" + server + "' leads to " + e.getMessage() + ".",
                    "If it is right, set 'issuer' in the server's 'auth'.", e);
        } catch (IOException e) {
            throw new CredentialException.Unavailable(server,
                    "'" + shown(place) + "', which server '" + server + "' leads to, cannot be read: "
                            + Text.reason(e) + ".",
                    "Try again later.", e);
        }
        if (reply.status() >= 500 || reply.status() == 429) {
            throw new CredentialException.Unavailable(server,
                    "'" + shown(place) + "', which server '" + server + "' leads to, answered " + reply.status() + ".",
                    "Try again later.", null);
        }
        return reply.status() == 200 ? Optional.of(reply.body()) : Optional.empty();
    }

    private CredentialException broken(String what) {
        return new CredentialException.Rejected(server,
                "What protects server '" + server + "' is unclear: " + what + ".",
                "Report this to whoever runs the server.", null);
    }

    private static String shown(URI place) {
        return Text.line(place.toASCIIString());
    }
}
