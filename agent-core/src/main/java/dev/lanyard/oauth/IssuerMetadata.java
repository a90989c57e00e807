package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Is what an authorization server says about itself (RFC 8414, section 2; OpenID Connect Discovery, section 3).
 *
 * @param issuer exactly as written
 * @param authorization where users sign in, or null if they cannot
 * @param token where tokens are given, or null if nowhere
 * @param registration where clients register themselves (RFC 7591), or null
 * @param device where device codes are given (RFC 8628), or null
 * @param revocation where tokens are revoked (RFC 7009), or null
 * @param challengeMethods the types of code challenges that it takes (RFC 7636), empty if it does not say
 * @param namesItself whether answers name the issuer (RFC 9207)
 * @param clientDocuments whether client id metadata documents are taken
 * @param scopes the scopes it tells of
 * @param proofs how clients may authenticate, empty if it does not say
 * @param grants the grant types it tells of
 * @param dpopAlgorithms signature algorithms of DPoP proofs, empty if it takes none
 */
record IssuerMetadata(String issuer, @Nullable URI authorization, @Nullable URI token, @Nullable URI registration,
        @Nullable URI device, @Nullable URI revocation, List<String> challengeMethods, boolean namesItself,
        boolean clientDocuments, List<String> scopes, List<String> proofs, List<String> grants,
        List<String> dpopAlgorithms) {
    private static final String S256 = CodeChallengeMethod.S256.getValue();

    IssuerMetadata {
        challengeMethods = List.copyOf(challengeMethods);
        scopes = List.copyOf(scopes);
        proofs = List.copyOf(proofs);
        grants = List.copyOf(grants);
        dpopAlgorithms = List.copyOf(dpopAlgorithms);
    }

    /** Returns what a document says, or empty if it is not one. */
    static Optional<IssuerMetadata> parse(String text) {
        if (StrictJson.object(text).isEmpty()) {
            return Optional.empty();
        }
        try {
            AuthorizationServerMetadata read = AuthorizationServerMetadata.parse(text);
            return Optional.of(new IssuerMetadata(read.getIssuer().getValue(), read.getAuthorizationEndpointURI(),
                    read.getTokenEndpointURI(), read.getRegistrationEndpointURI(),
                    read.getDeviceAuthorizationEndpointURI(), read.getRevocationEndpointURI(),
                    list(read.getCodeChallengeMethods()).stream().map(CodeChallengeMethod::getValue).toList(),
                    read.supportsAuthorizationResponseIssuerParam(),
                    StrictJson.object(text)
                            .filter(json -> json.path("client_id_metadata_document_supported").asBoolean(false))
                            .isPresent(),
                    read.getScopes() == null ? List.of() : read.getScopes().toStringList(),
                    list(read.getTokenEndpointAuthMethods()).stream()
                            .map(ClientAuthenticationMethod::getValue)
                            .toList(),
                    list(read.getGrantTypes()).stream().map(Object::toString).toList(),
                    list(read.getDPoPJWSAlgs()).stream().map(Object::toString).toList()));
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Says whether code challenges of type S256 are taken. */
    boolean pkce() {
        return challengeMethods.contains(S256);
    }

    /** Returns the same with code challenges, for an issuer that is known to take them. */
    IssuerMetadata withPkce() {
        return new IssuerMetadata(issuer, authorization, token, registration, device, revocation, List.of(S256),
                namesItself, clientDocuments, scopes, proofs, grants, dpopAlgorithms);
    }

    /** Returns the endpoints that a server without any metadata has (MCP 2025-03-26, Authorization, Fallbacks). */
    static IssuerMetadata legacy(String origin) {
        return new IssuerMetadata(origin, URI.create(origin + "/authorize"), URI.create(origin + "/token"),
                URI.create(origin + "/register"), null, null, List.of(S256), false, false, List.of(), List.of(),
                List.of(), List.of());
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
