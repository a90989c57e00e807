package dev.lanyard.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.lanyard.server.auth.SecretHash;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityProviderTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String TENANT = "11111111-aaaa-4aaa-8aaa-000000000001";
    private static final String CLIENT = "22222222-bbbb-4bbb-8bbb-000000000002";
    private static final String PRINCIPAL = "33333333-cccc-4ccc-8ccc-000000000003";
    private static final String PRESENTED = "canary+secret/%= 1";
    private static final URI PAGES = URI.create("http://localhost:8000");
    private static final SigningKey KEY = SigningKey.generate();

    private final Tenant tenant = new Tenant(TENANT,
            List.of(AppRegistration.of(CLIENT, PRINCIPAL, "agent")
                    .withSecret(SecretHash.of(PRESENTED))
                    .withRoles("api://reverse", "execute")),
            List.of(ProtectedResource.of("api://reverse", "reverse").withRoles("execute"),
                    ProtectedResource.of("api://empty", "empty"), Graph.resource()),
            List.of());
    private final IdentityProvider provider = new IdentityProvider(URI.create("https://login.lanyard.localhost"),
            tenant, KEY, Duration.ofHours(1), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void issuesAnEntraShapedTokenForClientCredentials() throws Exception {
        HTTPResponse response = token(form("api://reverse/.default openid profile offline_access", PRESENTED));

        JsonNode body = json(response);
        SignedJWT jwt = SignedJWT.parse(body.get("access_token").textValue());
        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getHeaderValue("Cache-Control")).isEqualTo("no-store");
        assertThat(body.get("token_type").textValue()).isEqualTo("Bearer");
        assertThat(body.get("expires_in").intValue()).isEqualTo(3600);
        assertThat(body.get("ext_expires_in").intValue()).isEqualTo(3600);
        assertThat(body.has("refresh_token")).isFalse();
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(jwt.getHeader().getType()).isEqualTo(JOSEObjectType.JWT);
        Map<String, Object> claims = jwt.getJWTClaimsSet().toJSONObject();
        assertThat(claims.remove("uti")).isNotNull();
        assertThat(claims).isEqualTo(Map.ofEntries(Map.entry("aud", "api://reverse"),
                Map.entry("iss", "https://login.lanyard.localhost/" + TENANT + "/v2.0"), Map.entry("oid", PRINCIPAL),
                Map.entry("sub", PRINCIPAL), Map.entry("tid", TENANT), Map.entry("azp", CLIENT),
                Map.entry("appid", CLIENT), Map.entry("azpacr", "1"), Map.entry("roles", List.of("execute")),
                Map.entry("ver", "2.0"), Map.entry("iat", NOW.getEpochSecond()),
                Map.entry("nbf", NOW.getEpochSecond()), Map.entry("exp", NOW.plusSeconds(3600).getEpochSecond())));
    }

    @Test
    void signsWithTheKeyItPublishes() throws Exception {
        SignedJWT jwt = SignedJWT.parse(
                json(token(form("api://reverse/.default", PRESENTED))).get("access_token").textValue());

        JWKSet keys = JWKSet.parse(get("/" + TENANT + "/discovery/v2.0/keys").getBody());

        var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
        assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(key.isPrivate()).isFalse();
    }

    /** RFC 6749, section 2.3.1: id and secret are form-encoded before they become a Basic header. */
    @Test
    void takesTheSecretInABasicHeaderToo() throws Exception {
        HTTPRequest request = request("grant_type=client_credentials&scope=api%3A%2F%2Freverse%2F.default");
        new ClientSecretBasic(new ClientID(CLIENT), new Secret(PRESENTED)).applyTo(request);

        assertThat(provider.answer(request, PAGES).getStatusCode()).isEqualTo(200);
        assertThat(provider.requests()).containsExactly(
                new IdentityRequest("/" + TENANT + "/oauth2/v2.0/token", "client_credentials", CLIENT,
                        null, "api://reverse/.default", 200));
    }

    @Test
    void omitsRolesWithoutAGrant() throws Exception {
        String token = json(token(form("api://empty/.default", PRESENTED))).get("access_token").textValue();

        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getClaims()).doesNotContainKeys("roles", "scp");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
                                            invalid_scope          | 1002012 | 400 | grant_type=client_credentials&client_id=CLIENT&client_secret=SECRET&scope=api%3A%2F%2Freverse%2Fuser_impersonation
                                            invalid_scope          | 1002012 | 400 | grant_type=client_credentials&client_id=CLIENT&client_secret=SECRET&scope=openid+profile
                                            invalid_request        | 28000   | 400 | grant_type=client_credentials&client_id=CLIENT&client_secret=SECRET&scope=api%3A%2F%2Freverse%2F.default+api%3A%2F%2Fempty%2F.default
                                            invalid_resource       | 500011  | 400 | grant_type=client_credentials&client_id=CLIENT&client_secret=SECRET&scope=api%3A%2F%2Fother%2F.default
                                            invalid_client         | 7000215 | 401 | grant_type=client_credentials&client_id=CLIENT&client_secret=wrong&scope=api%3A%2F%2Freverse%2F.default
                                            invalid_client         | 7000218 | 401 | grant_type=client_credentials&client_id=CLIENT&scope=api%3A%2F%2Freverse%2F.default
                                            unauthorized_client    | 700016  | 400 | grant_type=client_credentials&client_id=nobody&client_secret=SECRET&scope=api%3A%2F%2Freverse%2F.default
                                            unsupported_grant_type | 70003   | 400 | grant_type=password&client_id=CLIENT&client_secret=SECRET&scope=api%3A%2F%2Freverse%2F.default
                                            invalid_request        | 900144  | 400 | client_id=CLIENT
                                            invalid_request        | 900144  | 400 | grant_type=client_credentials&client_id=CLIENT&client_secret=SECRET
                                            invalid_request        | 90013   | 400 | grant_type=client_credentials&grant_type=client_credentials&client_id=CLIENT
                                            """)
    void refusesAsEntraDoes(String error, int number, int status, String form) throws Exception {
        HTTPResponse response = token(form.replace("CLIENT", CLIENT).replace("SECRET", encoded(PRESENTED)));

        JsonNode body = json(response);
        assertThat(response.getStatusCode()).isEqualTo(status);
        assertThat(body.get("error").textValue()).isEqualTo(error);
        assertThat(body.get("error_codes")).hasSize(1);
        assertThat(body.get("error_codes").get(0).intValue()).isEqualTo(number);
        assertThat(body.get("error_description").textValue()).startsWith("AADSTS" + number + ": ");
        assertThat(response.getBody()).doesNotContain("canary");
        assertThat(response.getHeaderValue("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void explainsADelegatedScopeInEntrasWords() throws Exception {
        HTTPRequest request = request(form("api://reverse/user_impersonation", PRESENTED));
        request.setHeader("client-request-id", "44444444-dddd-4ddd-8ddd-000000000004");

        JsonNode body = json(provider.answer(request, PAGES));

        String trace = body.get("trace_id").textValue();
        assertThat(body.get("error_description").textValue()).isEqualTo("AADSTS1002012: The provided value for scope"
                + " api://reverse/user_impersonation is not valid. Client credential flows must have a scope value with"
                + " /.default suffixed to the resource identifier (application ID URI). Trace ID: " + trace
                + " Correlation ID: 44444444-dddd-4ddd-8ddd-000000000004 Timestamp: 2026-11-20 12:00:00Z");
        assertThat(body.get("timestamp").textValue()).isEqualTo("2026-11-20 12:00:00Z");
        assertThat(body.get("correlation_id").textValue()).isEqualTo("44444444-dddd-4ddd-8ddd-000000000004");
    }

    @Test
    void refusesTenantsItDoesNotKnow() throws Exception {
        HTTPResponse response = get("/common/v2.0/.well-known/openid-configuration");

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(json(response).get("error").textValue()).isEqualTo("invalid_tenant");
        assertThat(json(response).get("error_description").textValue())
                .startsWith("AADSTS90002: Tenant 'common' not found.");
    }

    /** OpenID Connect Discovery 1.0, section 4.3: the issuer in the document is the prefix it was asked under. */
    @Test
    void describesItsEndpoints() throws Exception {
        OIDCProviderMetadata metadata = OIDCProviderMetadata
                .parse(get("/" + TENANT + "/v2.0/.well-known/openid-configuration").getBody());

        String base = "https://login.lanyard.localhost/" + TENANT;
        assertThat(metadata.getIssuer().getValue()).isEqualTo(base + "/v2.0").isEqualTo(provider.issuer(tenant));
        assertThat(metadata.getTokenEndpointURI()).isEqualTo(URI.create(base + "/oauth2/v2.0/token"));
        assertThat(metadata.getJWKSetURI()).isEqualTo(URI.create(base + "/discovery/v2.0/keys"));
    }

    @ParameterizedTest
    @CsvSource({"GET,/oauth2/v2.0/token,405", "POST,/discovery/v2.0/keys,405", "GET,/oauth2/v2.0/authorize,404"})
    void answersOnlyWhatItServes(HTTPRequest.Method method, String path, int status) {
        HTTPRequest request = new HTTPRequest(method, URI.create("https://localhost/" + TENANT + path));

        assertThat(provider.answer(request, PAGES).getStatusCode()).isEqualTo(status);
    }

    @Test
    void refusesGrantsOfRolesThatNoResourceDefines() {
        var app = AppRegistration.of(CLIENT, PRINCIPAL, "agent").withRoles("api://reverse", "admin");
        var resource = ProtectedResource.of("api://reverse", "reverse").withRoles("execute");

        assertThatThrownBy(() -> new Tenant(TENANT, List.of(app), List.of(resource), List.of()))
                .hasMessage("An app is granted [admin] at 'api://reverse', which defines [execute].");
    }

    private HTTPResponse token(String form) {
        return provider.answer(request(form), PAGES);
    }

    private static HTTPRequest request(String form) {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST,
                URI.create("https://localhost/" + TENANT + "/oauth2/v2.0/token"));
        request.setEntityContentType(ContentType.APPLICATION_URLENCODED);
        request.setBody(form);
        return request;
    }

    private HTTPResponse get(String path) {
        return provider.answer(new HTTPRequest(HTTPRequest.Method.GET, URI.create("https://localhost" + path)), PAGES);
    }

    private static String form(String scope, String presented) {
        return "grant_type=client_credentials&client_id=" + CLIENT + "&client_secret=" + encoded(presented) + "&scope="
                + encoded(scope);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static JsonNode json(HTTPResponse response) throws Exception {
        return new ObjectMapper().readTree(response.getBody());
    }
}
