package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.GrantType;
import dev.lanyard.network.HttpPolicy;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Is what an authorization server supports, as it says itself: measured, not looked up in a list. Two things are Lanyard's own
 * knowledge, since no metadata can tell them, and marked as that: {@code pkceKnown} and {@code namesResource}.
 *
 * @param issuer exactly as it names itself
 * @param metadata where its metadata was found
 * @param form by which of the specifications' addresses
 * @param challengeMethods the types of code challenges (RFC 7636), empty if it does not say
 * @param pkceKnown whether it takes code challenges of type S256 though it does not say so
 * @param namesItself whether answers name the issuer (RFC 9207)
 * @param clientDocuments whether client id metadata documents are taken
 * @param registration whether clients register themselves (RFC 7591)
 * @param device whether users can sign in on another device (RFC 8628)
 * @param revocation whether tokens can be revoked (RFC 7009)
 * @param namesResource whether Lanyard names the resource in its requests there (RFC 8707) unless told otherwise
 * @param grants the grant types it tells of, empty if it does not say
 * @param clientProofs how clients may authenticate, empty if it does not say
 * @param scopes the scopes it tells of
 * @param dpopAlgorithms signature algorithms of DPoP proofs (RFC 9449), empty if it takes none
 */
public record IssuerReport(String issuer, URI metadata, Form form, List<String> challengeMethods, boolean pkceKnown,
        boolean namesItself, boolean clientDocuments, boolean registration, boolean device, boolean revocation,
        boolean namesResource, List<String> grants, List<String> clientProofs, List<String> scopes,
        List<String> dpopAlgorithms) {
    /** Copies the lists. */
    public IssuerReport {
        challengeMethods = List.copyOf(challengeMethods);
        grants = List.copyOf(grants);
        clientProofs = List.copyOf(clientProofs);
        scopes = List.copyOf(scopes);
        dpopAlgorithms = List.copyOf(dpopAlgorithms);
    }

    /** Says by which address metadata was found. */
    public enum Form {
        /** RFC 8414: {@code /.well-known/oauth-authorization-server/PATH}. */
        OAUTH("oauth"),
        /** RFC 8414, section 5: {@code /.well-known/openid-configuration/PATH}. */
        OPENID_INSERTED("openid, path last"),
        /** OpenID Connect Discovery 1.0, section 4: {@code /PATH/.well-known/openid-configuration}. */
        OPENID("openid");

        private final String label;

        Form(String label) {
            this.label = label;
        }

        /** Returns a word for a table. */
        public String label() {
            return label;
        }
    }

    /** Says whether something is supported. */
    public enum Support {
        YES, NO,
        /** The metadata does not tell. */
        UNSAID
    }

    /** Says whether a user can sign in with a code challenge of type S256, without which nobody signs in through Lanyard. */
    public boolean pkce() {
        return pkceKnown || challengeMethods.contains("S256");
    }

    /** Says whether tokens are exchanged (RFC 8693). */
    public Support tokenExchange() {
        return grant(GrantType.TOKEN_EXCHANGE);
    }

    /** Says whether tokens are renewed without the user (RFC 6749, section 6). */
    public Support refresh() {
        return grant(GrantType.REFRESH_TOKEN);
    }

    /** Says whether a refresh token is to be asked for by the scope {@code offline_access}. */
    public boolean offlineAccess() {
        return scopes.contains(Scopes.OFFLINE_ACCESS);
    }

    private Support grant(GrantType type) {
        if (grants.isEmpty()) {
            return Support.UNSAID;
        }
        return grants.contains(type.getValue()) ? Support.YES : Support.NO;
    }

    /**
     * Asks an authorization server for its metadata; blocks. The user named the address, so it may be in any network.
     *
     * @return what it supports, empty if it has no metadata
     * @throws dev.lanyard.credential.CredentialException if it cannot be read, or is that of another issuer
     */
    public static Optional<IssuerReport> measure(URI issuer, HttpPolicy policy) {
        return new IssuerSurvey(policy).measured(issuer, issuer.toString());
    }

    static IssuerReport of(Discovery.Published published) {
        IssuerMetadata read = published.metadata();
        boolean known = !read.pkce() && IssuerPreset.completed(read).pkce();
        return new IssuerReport(read.issuer(), published.place(), published.form(), read.challengeMethods(), known,
                read.namesItself(), read.clientDocuments(), read.registration() != null, read.device() != null,
                read.revocation() != null, ResourceMode.AUTO.namesResource(read.issuer()), read.grants(),
                read.proofs(), read.scopes(), read.dpopAlgorithms());
    }
}
