package dev.lanyard.server.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.util.List;

/** Describes a tenant's endpoints (OpenID Connect Discovery 1.0, section 3); advertises only what is served. */
final class DiscoveryDocument {
    private DiscoveryDocument() {}

    static String of(URI authority, Tenant tenant, String issuer) {
        String base = authority + "/" + tenant.id();
        OIDCProviderMetadata metadata = new OIDCProviderMetadata(new Issuer(issuer), List.of(SubjectType.PAIRWISE),
                URI.create(base + "/discovery/v2.0/keys"));
        metadata.setTokenEndpointURI(URI.create(base + "/oauth2/v2.0/token"));
        metadata.setTokenEndpointAuthMethods(
                List.of(ClientAuthenticationMethod.CLIENT_SECRET_POST, ClientAuthenticationMethod.CLIENT_SECRET_BASIC));
        metadata.setGrantTypes(List.of(GrantType.CLIENT_CREDENTIALS));
        metadata.setIDTokenJWSAlgs(List.of(JWSAlgorithm.RS256));
        return metadata.toJSONObject().toJSONString();
    }
}
