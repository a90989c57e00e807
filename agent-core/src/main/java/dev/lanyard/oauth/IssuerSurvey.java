package dev.lanyard.oauth;

import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.network.HttpPolicy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Measures authorization servers: asks for their metadata and for nothing else, without any credential. Thread-safe; each
 * method blocks.
 */
public final class IssuerSurvey {
    private final HttpPolicy policy;

    /** Creates a survey; sends nothing. */
    public IssuerSurvey(HttpPolicy policy) {
        this.policy = policy;
    }

    /** Measures an issuer, or the issuers that an MCP server names; which of the two it is, is found out. */
    public List<IssuerFinding> at(URI address) {
        String asked = address.toString();
        Optional<CredentialException> refusal = Optional.empty();
        try {
            Optional<IssuerReport> issuer = measured(address, asked);
            if (issuer.isPresent()) {
                return List.of(new IssuerFinding.Measured(asked, issuer.get()));
            }
        } catch (CredentialException.Rejected e) {
            // A server may show its issuer's metadata at its own address, as was usual before RFC 9728.
            refusal = Optional.of(e);
        } catch (CredentialException e) {
            return List.of(new IssuerFinding.Failed(asked, e));
        }
        List<IssuerFinding> found = server(address);
        if (found.size() == 1 && !(found.getFirst() instanceof IssuerFinding.Measured)) {
            return List.of(new IssuerFinding.Failed(asked, refusal.orElseGet(() -> reason(address, found.getFirst()))));
        }
        return found;
    }

    /** Measures an issuer that is known to be one. */
    public IssuerFinding issuer(String issuer) {
        return finding(URI.create(issuer), issuer);
    }

    /**
     * Measures the issuers that an MCP server names (RFC 9728), or the one that it is itself (MCP 2025-03-26). They are
     * fetched as if for a sign-in: from private networks only where the server is.
     */
    public List<IssuerFinding> server(URI server) {
        String asked = server.toString();
        try {
            IssuerHttp http = new IssuerHttp(policy, AddressGuard.of(List.of(server)));
            Optional<Challenge> challenge = Probe.challenge(http, server);
            Optional<ResourceMetadata> metadata = new Discovery(asked, server, http).resource(challenge);
            List<String> named = metadata.map(ResourceMetadata::issuers).orElse(List.of());
            if (named.isEmpty()) {
                String origin = ResourceMetadata.origin(server);
                return List.of(measured(server, origin)
                        .<IssuerFinding>map(report -> new IssuerFinding.Measured(asked, report))
                        .orElse(new IssuerFinding.Silent(asked)));
            }
            return named.stream().map(issuer -> finding(server, issuer)).toList();
        } catch (CredentialException e) {
            return List.of(new IssuerFinding.Failed(asked, e));
        }
    }

    private IssuerFinding finding(URI near, String issuer) {
        try {
            return measured(near, issuer)
                    .<IssuerFinding>map(report -> new IssuerFinding.Measured(issuer, report))
                    .orElseGet(() -> new IssuerFinding.Failed(issuer, nothing(issuer, places(near, issuer), "")));
        } catch (CredentialException e) {
            return new IssuerFinding.Failed(issuer, e);
        }
    }

    /**
     * Returns what an issuer supports, empty if it has no metadata.
     *
     * @param near whose network the issuer may be in
     */
    Optional<IssuerReport> measured(URI near, String issuer) {
        Optional<Discovery.Published> read = discovery(near, issuer).published(issuer);
        read.map(Discovery.Published::metadata)
                .map(IssuerMetadata::issuer)
                .filter(named -> !named.equals(issuer))
                .ifPresent(named -> {
                    // RFC 8414, section 3.3: character by character.
                    throw new CredentialException.Rejected(issuer,
                            "The metadata of '" + Text.line(issuer) + "' at '"
                                    + Text.line(read.get().place().toASCIIString()) + "' is that of '"
                                    + Text.line(named)
                                    + "', so that it counts for nothing.",
                            "If that is the issuer that you mean, name it so, character by character.", null);
                });
        return read.map(IssuerReport::of);
    }

    private Discovery discovery(URI near, String issuer) {
        return new Discovery(issuer, near, new IssuerHttp(policy, AddressGuard.of(List.of(near))));
    }

    private List<URI> places(URI near, String issuer) {
        return discovery(near, issuer).places(issuer);
    }

    private CredentialException reason(URI address, IssuerFinding found) {
        return found instanceof IssuerFinding.Failed(String unused, CredentialException failure)
                ? failure
                : nothing(address.toString(), places(address, address.toString()),
                        ", and it names no authorization server as an MCP server does");
    }

    private static CredentialException nothing(String asked, List<URI> places, String more) {
        return new CredentialException.Rejected(asked,
                "'" + Text.line(asked) + "' has no metadata: there is none at "
                        + places.stream()
                                .map(place -> "'" + Text.line(place.toASCIIString()) + "'")
                                .collect(Collectors.joining(", "))
                        + more + ".",
                "Check the address: an issuer's is the one that its tokens name, a server's the one in mcp.json.",
                null);
    }
}
