package dev.lanyard.server.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
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
        metadata.setAuthorizationEndpointURI(URI.create(base + IdentityEndpoint.AUTHORIZE));
        metadata.setTokenEndpointURI(URI.create(base + "/oauth2/v2.0/token"));
        metadata.setDeviceAuthorizationEndpointURI(URI.create(base + "/oauth2/v2.0/devicecode"));
        metadata.setTokenEndpointAuthMethods(List.of(ClientAuthenticationMethod.CLIENT_SECRET_POST,
                ClientAuthenticationMethod.CLIENT_SECRET_BASIC, ClientAuthenticationMethod.PRIVATE_KEY_JWT));
        metadata.setTokenEndpointJWSAlgs(List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256));
        metadata.setGrantTypes(List.of(GrantType.CLIENT_CREDENTIALS, GrantType.AUTHORIZATION_CODE,
                GrantType.REFRESH_TOKEN, GrantType.DEVICE_CODE, GrantType.JWT_BEARER));
        metadata.setResponseTypes(List.of(ResponseType.CODE));
        metadata.setResponseModes(List.of(ResponseMode.QUERY, ResponseMode.FRAGMENT, ResponseMode.FORM_POST));
        metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256, CodeChallengeMethod.PLAIN));
        metadata.setScopes(new Scope("openid", "profile", "email", "offline_access"));
        metadata.setIDTokenJWSAlgs(List.of(JWSAlgorithm.RS256));
        return metadata.toJSONObject().toJSONString();
    }
}
