package dev.lanyard.oauth;

import dev.lanyard.network.HttpPolicy;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Is what an authorization server supports, as it says itself: measured, not looked up in a list.
 *
 * @param issuer exactly as it names itself
 * @param pkce whether code challenges of type S256 are taken
 * @param namesItself whether answers name the issuer (RFC 9207)
 * @param clientDocuments whether client id metadata documents are taken
 * @param registration whether clients register themselves (RFC 7591)
 * @param device whether users can sign in on another device (RFC 8628)
 * @param revocation whether tokens can be revoked (RFC 7009)
 * @param grants the grant types it tells of, empty if it does not say
 * @param clientProofs how clients may authenticate, empty if it does not say
 * @param scopes the scopes it tells of
 * @param dpopAlgorithms signature algorithms of DPoP proofs, empty if it takes none
 */
public record IssuerReport(String issuer, boolean pkce, boolean namesItself, boolean clientDocuments,
        boolean registration, boolean device, boolean revocation, List<String> grants, List<String> clientProofs,
        List<String> scopes, List<String> dpopAlgorithms) {
    /** Copies the lists. */
    public IssuerReport {
        grants = List.copyOf(grants);
        clientProofs = List.copyOf(clientProofs);
        scopes = List.copyOf(scopes);
        dpopAlgorithms = List.copyOf(dpopAlgorithms);
    }

    /**
     * Asks an authorization server for its metadata; blocks. The user named the address, so it may be in any network.
     *
     * @return what it supports, empty if it has no metadata
     * @throws dev.lanyard.credential.CredentialException if it cannot be read, or is that of another issuer
     */
    public static Optional<IssuerReport> measure(URI issuer, HttpPolicy policy) {
        IssuerHttp http = new IssuerHttp(policy, AddressGuard.of(List.of(issuer)));
        return new Discovery(issuer.toString(), issuer, http).issuer(issuer.toString())
                .map(read -> new IssuerReport(read.issuer(), read.pkce(), read.namesItself(), read.clientDocuments(),
                        read.registration() != null, read.device() != null, read.revocation() != null, read.grants(),
                        read.proofs(), read.scopes(), read.dpopAlgorithms()));
    }
}
