package dev.lanyard.server.authorization;

import static dev.lanyard.server.authorization.TestAuthorizationServer.EXPENSES;
import static dev.lanyard.server.authorization.TestAuthorizationServer.REPORTS;
import static dev.lanyard.server.authorization.TestAuthorizationServer.error;
import static dev.lanyard.server.authorization.TestAuthorizationServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8693. */
class TokenExchangeTest {
    private static final String ACCESS = "urn:ietf:params:oauth:token-type:access_token";
    private TestAuthorizationServer server;
    private String access;

    @BeforeEach
    void start() throws Exception {
        server = new TestAuthorizationServer();
        access = json(server.redeem(server.code())).path("access_token").asText();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> exchange(String client, String... changes) throws Exception {
        Map<String, String> form = TestAuthorizationServer.form("grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange", "subject_token", access, "subject_token_type",
                ACCESS, "resource", REPORTS, "scope", "reports");
        form.putAll(TestAuthorizationServer.form(changes));
        return server.postAs(client, "/token",
                form.entrySet()
                        .stream()
                        .flatMap(e -> Stream.of(e.getKey(), e.getValue()))
                        .toArray(String[]::new));
    }

    @Test
    void givesTheServerThatATokenWasSentToOneOfTheSameUserForAnother() throws Exception {
        JsonNode body = json(exchange("service"));

        JWTClaimsSet claims = SignedJWT.parse(body.path("access_token").asText()).getJWTClaimsSet();
        assertThat(body.path("issued_token_type").asText()).isEqualTo(ACCESS);
        assertThat(body.has("refresh_token")).isFalse();
        assertThat(claims.getSubject()).isEqualTo("alice");
        assertThat(claims.getAudience()).containsExactly(REPORTS);
        assertThat(claims.getStringClaim("client_id")).isEqualTo("service");
        assertThat(claims.getStringClaim("scope")).isEqualTo("reports");
        assertThat(claims.getJSONObjectClaim("act")).isEqualTo(Map.of("sub", "service"));
    }

    /** SECURITY C26: a token that was sent to somebody else is worth nothing here. */
    @Test
    void c26RefusesATokenThatWasNotMeantForTheClient() throws Exception {
        assertThat(error(exchange("stranger"))).isEqualTo("400 invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9."})
    void refusesTokensThatWereNotIssuedHere(String shown) throws Exception {
        assertThat(error(exchange("service", "subject_token", shown))).isEqualTo("400 invalid_request");
    }

    @Test
    void refusesATokenThatExpiredOrWasTakenBack() throws Exception {
        server.post("/revoke", Map.of("token", access, "client_id", "app"));
        HttpResponse<String> revoked = exchange("service");
        access = json(server.redeem(server.code())).path("access_token").asText();
        server.clock.add(Duration.ofHours(1));

        assertThat(error(revoked)).isEqualTo("400 invalid_request");
        assertThat(error(exchange("service"))).isEqualTo("400 invalid_request");
    }

    @Test
    void refusesOtherTypesResourcesAndScopes() throws Exception {
        String jwt = "urn:ietf:params:oauth:token-type:jwt";

        assertThat(error(exchange("service", "subject_token_type", jwt))).isEqualTo("400 invalid_request");
        assertThat(error(exchange("service", "requested_token_type",
                "urn:ietf:params:oauth:token-type:refresh_token"))).isEqualTo("400 invalid_request");
        assertThat(error(exchange("service", "resource", "http://localhost/other"))).isEqualTo("400 invalid_target");
        assertThat(error(exchange("service", "resource", EXPENSES))).isEqualTo("400 invalid_scope");
    }
}
