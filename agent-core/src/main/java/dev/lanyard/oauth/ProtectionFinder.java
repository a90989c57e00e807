package dev.lanyard.oauth;

import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.CredentialException;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what protects a server and holds on to its issuer: the configured one, or the one that it was first seen with.
 * Another takes its place only if the user says so (MCP 2026-07-28, Authorization, Authorization Server Migration).
 */
final class ProtectionFinder {
    private final OAuthServer server;
    private final Discovery discovery;

    ProtectionFinder(OAuthServer server, Discovery discovery) {
        this.server = server;
        this.discovery = discovery;
    }

    /** Asks whether the server may move from one issuer to another. */
    @FunctionalInterface
    interface Move {
        /** Returns normally if it may. */
        void approve(String from, String to);
    }

    /**
     * Returns what protects the server now.
     *
     * @param remembered the issuer that it was first seen with
     */
    Protection find(Optional<Challenge> challenge, Optional<String> remembered, Move move) {
        Optional<ResourceMetadata> read = discovery.resource(challenge);
        String origin = ResourceMetadata.origin(server.url());
        ResourceMetadata metadata = read.orElseGet(() -> nothing(List.of(origin)));
        List<String> offered = metadata.issuers().isEmpty() ? List.of(origin) : metadata.issuers();
        String issuer = chosen(offered, read.isPresent(), remembered);
        remembered.filter(known -> !known.equals(issuer)).ifPresent(known -> move.approve(known, issuer));
        Optional<IssuerMetadata> said = discovery.issuer(issuer);
        boolean legacy = said.isEmpty() && read.isEmpty() && issuer.equals(origin);
        if (said.isEmpty() && !legacy) {
            throw new CredentialException.Rejected(server.name(),
                    "The authorization server '" + Text.line(issuer) + "' of server '" + server.name()
                            + "' has no metadata.",
                    "Ask whoever runs the server; or give it an 'auth' of another type.", null);
        }
        if (legacy && challenge.filter(asked -> !asked.offers("Bearer")).isPresent()) {
            // It may want a key: only a server that asks for a bearer token is taken for one of 2025-03-26.
            throw new CredentialException.Unavailable(server.name(),
                    "Server '" + server.name() + "' wants a credential and says nothing about how to sign in.",
                    "Give it one: 'headers' or 'auth' in the configuration.", null);
        }
        return protection(said.orElseGet(() -> IssuerMetadata.legacy(origin)), legacy, metadata);
    }

    /** Returns the protection by an issuer that is known, without asking the server. */
    Protection by(String issuer, boolean legacy) {
        IssuerMetadata said = legacy
                ? IssuerMetadata.legacy(issuer)
                : discovery.issuer(issuer)
                        .orElseThrow(() -> new CredentialException.Unavailable(server.name(),
                                "The authorization server '" + Text.line(issuer) + "' of server '" + server.name()
                                        + "' has no metadata.",
                                "Check the 'issuer' that the configuration names.", null));
        return protection(said, legacy, nothing(List.of(issuer)));
    }

    private String chosen(List<String> offered, boolean said, Optional<String> remembered) {
        String configured = server.issuer();
        if (configured != null) {
            if (said && !offered.contains(configured)) {
                throw new CredentialException.Rejected(server.name(),
                        "Server '" + server.name() + "' names the authorization server '"
                                + Text.line(offered.getFirst())
                                + "', but the configuration allows only '" + configured + "'.",
                        "Do not sign in before you know why; then correct 'issuer'.", null);
            }
            return configured;
        }
        return remembered.filter(offered::contains).orElse(offered.getFirst());
    }

    private ResourceMetadata nothing(List<String> issuers) {
        return new ResourceMetadata(ResourceMetadata.canonical(server.url()), issuers, List.of(), false);
    }

    private Protection protection(IssuerMetadata issuer, boolean legacy, ResourceMetadata metadata) {
        String resource = server.resource().namesResource(issuer.issuer()) ? metadata.resource() : "";
        return new Protection(issuer, legacy, resource, metadata);
    }
}
