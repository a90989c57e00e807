package dev.lanyard.server.authorization;

import static dev.lanyard.server.authorization.TestAuthorizationServer.EXPENSES;
import static dev.lanyard.server.authorization.TestAuthorizationServer.REPORTS;
import static dev.lanyard.server.authorization.TestAuthorizationServer.error;
import static dev.lanyard.server.authorization.TestAuthorizationServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTest {
    private TestAuthorizationServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestAuthorizationServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** RFC 9068, section 2; SECURITY D03: for this resource and no other. */
    @Test
    void d03IssuesATokenForTheResourceAndTheUserThatAgreed() throws Exception {
        HttpResponse<String> answer = server.redeem(server.code());

        JsonNode body = json(answer);
        SignedJWT jwt = SignedJWT.parse(body.path("access_token").asText());
        JWKSet keys = JWKSet.parse(server.get(server.at("/jwks")).body());
        Map<String, Object> claims = jwt.getJWTClaimsSet().toJSONObject();
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(body.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(body.path("expires_in").asInt()).isEqualTo(3600);
        assertThat(body.path("scope").asText()).isEqualTo("expenses:read offline_access");
        assertThat(jwt.getHeader().getType()).hasToString("at+jwt");
        assertThat(jwt.verify(new ECDSAVerifier(keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey()))).isTrue();
        assertThat(keys.getKeys()).noneMatch(key -> key.isPrivate());
        assertThat(claims.remove("jti")).isNotNull();
        assertThat(claims).isEqualTo(Map.of("iss", server.issuer.toString(), "sub", "alice", "aud", EXPENSES,
                "client_id", "app", "scope", "expenses:read offline_access", "iat",
                server.clock.instant().getEpochSecond(), "exp",
                server.clock.instant().plusSeconds(3600).getEpochSecond()));
    }

    /** SECURITY D08: whatever is wrong, the code is spent. */
    @ParameterizedTest(name = "{1}={2}")
    @CsvSource(textBlock = """
                           400 invalid_grant, code_verifier, another-verifier-another-verifier-another-verifier
                           400 invalid_grant, code_verifier, ''
                           400 invalid_grant, redirect_uri, https://app.example/other
                           400 invalid_grant, redirect_uri, ''
                           400 invalid_target, resource, http://localhost/reports/mcp
                           """)
    void d08BindsTheCodeToVerifierRedirectAndResource(String expected, String parameter, String value)
            throws Exception {
        String code = server.code();

        HttpResponse<String> wrong = server.redeem(code, parameter, value);

        assertThat(error(wrong)).isEqualTo(expected);
        assertThat(wrong.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(error(server.redeem(code))).isEqualTo("400 invalid_grant");
    }

    @Test
    void d08BindsTheCodeToItsClient() throws Exception {
        HttpResponse<String> stolen = server.postAs("service", "/token", "grant_type", "authorization_code", "code",
                server.code(), "redirect_uri", TestAuthorizationServer.REDIRECT, "code_verifier",
                TestAuthorizationServer.VERIFIER);

        assertThat(error(stolen)).isEqualTo("400 invalid_grant");
    }

    /** RFC 6749, section 4.1.2: a code used twice takes back what came of it. */
    @Test
    void d08TakesBackTheTokensOfACodeThatIsReplayed() throws Exception {
        String code = server.code();
        JsonNode first = json(server.redeem(code));

        HttpResponse<String> replay = server.redeem(code);

        assertThat(error(replay)).isEqualTo("400 invalid_grant");
        assertThat(error(server.refresh(first.path("refresh_token").asText()))).isEqualTo("400 invalid_grant");
        assertThat(active(first.path("access_token").asText())).isFalse();
    }

    @Test
    void codesLiveForAMinute() throws Exception {
        String code = server.code();
        server.clock.add(Duration.ofMinutes(1));

        assertThat(error(server.redeem(code))).isEqualTo("400 invalid_grant");
    }

    /** RFC 9700, section 4.14.2; SECURITY D09. */
    @Test
    void d09RotatesRefreshTokensAndEndsTheFamilyOnReuse() throws Exception {
        String first = json(server.redeem(server.code())).path("refresh_token").asText();
        JsonNode second = json(server.refresh(first));
        JsonNode third = json(server.refresh(second.path("refresh_token").asText()));

        HttpResponse<String> reuse = server.refresh(first);

        assertThat(List.of(first, second.path("refresh_token").asText(), third.path("refresh_token").asText()))
                .doesNotHaveDuplicates();
        assertThat(error(reuse)).isEqualTo("400 invalid_grant");
        assertThat(error(server.refresh(third.path("refresh_token").asText()))).isEqualTo("400 invalid_grant");
        assertThat(active(third.path("access_token").asText())).isFalse();
    }

    @Test
    void d09EndsTheFamilyWhenAnotherClientShowsItsToken() throws Exception {
        String refresh = json(server.redeem(server.code())).path("refresh_token").asText();

        HttpResponse<String> stolen = server.postAs("service", "/token", "grant_type", "refresh_token",
                "refresh_token", refresh);

        assertThat(error(stolen)).isEqualTo("400 invalid_grant");
        assertThat(error(server.refresh(refresh))).isEqualTo("400 invalid_grant");
    }

    /** RFC 6749, section 6. */
    @Test
    void narrowsScopesOnRefreshAndNeverWidensThem() throws Exception {
        String refresh = json(server.redeem(server.code())).path("refresh_token").asText();

        HttpResponse<String> wider = server.refresh(refresh, "scope", "expenses:read expenses:write");
        HttpResponse<String> elsewhere = server.refresh(refresh, "resource", REPORTS);
        JsonNode narrower = json(server.refresh(refresh, "scope", "expenses:read"));

        assertThat(error(wider)).isEqualTo("400 invalid_scope");
        assertThat(error(elsewhere)).isEqualTo("400 invalid_target");
        assertThat(narrower.path("scope").asText()).isEqualTo("expenses:read");
        assertThat(json(server.refresh(narrower.path("refresh_token").asText())).path("scope").asText())
                .isEqualTo("expenses:read offline_access");
    }

    @Test
    void givesARefreshTokenOnlyToWhoAsksToStaySignedIn() throws Exception {
        JsonNode body = json(server.redeem(server.code("scope", "expenses:read")));

        assertThat(body.has("access_token")).isTrue();
        assertThat(body.has("refresh_token")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                                            401 invalid_client         | grant_type=client_credentials&client_id=service
                                            401 invalid_client         | grant_type=client_credentials&client_id=service&client_secret=wrong
                                            401 invalid_client         | grant_type=client_credentials&client_id=nobody&client_secret=canary-client-secret
                                            401 invalid_client         | grant_type=refresh_token&refresh_token=x&client_id=app&client_secret=canary-client-secret
                                            401 invalid_client         | grant_type=authorization_code&code=x&client_id=nobody
                                            400 unauthorized_client    | grant_type=urn:ietf:params:oauth:grant-type:token-exchange&client_id=app&subject_token=x&subject_token_type=urn:ietf:params:oauth:token-type:access_token
                                            400 unsupported_grant_type | grant_type=password&client_id=app&username=alice&password=x
                                            400 unsupported_grant_type | grant_type=magic&client_id=app
                                            400 invalid_request        | client_id=app
                                            400 invalid_request        | grant_type=authorization_code&client_id=app
                                            400 invalid_grant          | grant_type=authorization_code&client_id=app&code=unknown&redirect_uri=https://app.example/callback
                                            400 invalid_grant          | grant_type=refresh_token&client_id=app&refresh_token=unknown
                                            400 invalid_grant          | grant_type=refresh_token&client_id=app&refresh_token=.
                                            400 invalid_grant          | grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=app&device_code=unknown
                                            400 invalid_target         | grant_type=client_credentials&client_id=service&client_secret=canary-client-secret
                                            400 invalid_scope          | grant_type=client_credentials&client_id=service&client_secret=canary-client-secret&resource=http://localhost/expenses/mcp&scope=admin
                                            """)
    void refusesAsRfc6749Says(String expected, String form) throws Exception {
        HttpResponse<String> answer = server.http.send(HttpRequest.newBuilder(server.at("/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(), HttpResponse.BodyHandlers.ofString());

        assertThat(error(answer)).isEqualTo(expected);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.body()).doesNotContain("canary", "Exception", "com.nimbusds");
    }

    @Test
    void takesTokensOfClientsByPostAndAsAFormOnly() throws Exception {
        assertThat(server.get(server.at("/token")).statusCode()).isEqualTo(405);
        assertThat(server.post("/token", Map.of(), "Content-Type", "application/json").statusCode()).isIn(400, 415);
    }

    /** RFC 6749, section 5.2. */
    @Test
    void challengesAClientThatFailedInTheHeader() throws Exception {
        HttpResponse<String> answer = server.post("/token", Map.of("grant_type", "client_credentials"),
                "Authorization", "Basic c2VydmljZTp3cm9uZw==");

        assertThat(error(answer)).isEqualTo("401 invalid_client");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"token\"");
    }

    /** RFC 6749, section 4.4: the client itself is the subject, and gets no refresh token. */
    @Test
    void issuesATokenToAClientForItself() throws Exception {
        JsonNode body = json(server.postAs("service", "/token", "grant_type", "client_credentials", "resource",
                EXPENSES, "scope", "expenses:read offline_access"));

        SignedJWT jwt = SignedJWT.parse(body.path("access_token").asText());
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("service");
        assertThat(jwt.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("expenses:read");
        assertThat(body.has("refresh_token")).isFalse();
    }

    /** RFC 7009: the answer is the same whether there was anything to take back. */
    @Test
    void takesTokensBack() throws Exception {
        JsonNode body = json(server.redeem(server.code()));
        String refresh = body.path("refresh_token").asText();

        assertThat(server.postAs("service", "/revoke", "token", refresh).statusCode()).isEqualTo(200);
        String next = json(server.refresh(refresh)).path("refresh_token").asText();
        HttpResponse<String> own = server.post("/revoke", Map.of("token", next, "client_id", "app"));
        HttpResponse<String> unknown = server.post("/revoke", Map.of("token", "unknown", "client_id", "app"));

        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(unknown.statusCode()).isEqualTo(200);
        assertThat(error(server.refresh(next))).isEqualTo("400 invalid_grant");
        assertThat(active(body.path("access_token").asText())).isFalse();
    }

    @Test
    void takesOneAccessTokenBack() throws Exception {
        String access = json(server.redeem(server.code())).path("access_token").asText();
        boolean before = active(access);
        server.post("/revoke", Map.of("token", access, "client_id", "app"));

        assertThat(before).isTrue();
        assertThat(active(access)).isFalse();
    }

    /** RFC 7662, section 4: who does not serve the resource learns nothing. */
    @Test
    void tellsOfATokenOnlyToWhoServesItsResource() throws Exception {
        String access = json(server.redeem(server.code())).path("access_token").asText();

        JsonNode known = json(server.postAs("service", "/introspect", "token", access));
        JsonNode hidden = json(server.postAs("stranger", "/introspect", "token", access));
        HttpResponse<String> open = server.post("/introspect", Map.of("token", access, "client_id", "app"));
        server.clock.add(Duration.ofHours(1));

        assertThat(known.path("active").asBoolean()).isTrue();
        assertThat(known.path("sub").asText()).isEqualTo("alice");
        assertThat(hidden.toString()).isEqualTo("{\"active\":false}");
        assertThat(error(open)).isEqualTo("401 invalid_client");
        assertThat(active(access)).isFalse();
    }

    private boolean active(String access) throws Exception {
        return json(server.postAs("service", "/introspect", "token", access)).path("active").asBoolean();
    }
}
