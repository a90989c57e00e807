package dev.lanyard.server.authorization;

import static dev.lanyard.server.authorization.TestAuthorizationServer.EXPENSES;
import static dev.lanyard.server.authorization.TestAuthorizationServer.error;
import static dev.lanyard.server.authorization.TestAuthorizationServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7591. */
class RegistrationTest {
    private TestAuthorizationServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestAuthorizationServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void registersAPublicClientThatThenSignsIn() throws Exception {
        HttpResponse<String> answer = server.register(
                """
                {"client_name":"Mine","redirect_uris":["http://localhost/cb"],"token_endpoint_auth_method":"none",
                 "application_type":"native","grant_types":["authorization_code","refresh_token","client_credentials"]}""");
        JsonNode registered = json(answer);
        String id = registered.path("client_id").asText();
        String[] changes = {"client_id", id, "redirect_uri", "http://localhost:5000/cb"};

        JsonNode tokens = json(server.redeem(server.code(changes), changes));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(registered.has("client_secret")).isFalse();
        assertThat(registered.path("grant_types").toString())
                .isEqualTo("[\"authorization_code\",\"refresh_token\"]");
        assertThat(tokens.has("refresh_token")).isTrue();
        assertThat(error(server.post("/token", Map.of("grant_type", "client_credentials", "client_id", id, "resource",
                EXPENSES)))).isIn("400 invalid_client", "401 invalid_client", "400 unauthorized_client");
    }

    @Test
    void givesASecretToAClientThatDoesNotSayHowItProvesItself() throws Exception {
        JsonNode registered = json(server.register("{\"redirect_uris\":[\"http://localhost/cb\"]}"));
        String[] changes = {"client_id", registered.path("client_id").asText(), "redirect_uri", "http://localhost/cb"};
        String code = server.code(changes);

        HttpResponse<String> without = server.redeem(code, changes);

        assertThat(registered.path("client_secret").asText()).hasSize(43);
        assertThat(registered.path("token_endpoint_auth_method").asText()).isEqualTo("client_secret_basic");
        assertThat(error(without)).isEqualTo("401 invalid_client");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
                                                                  invalid_redirect_uri    | {}
                                                                  invalid_redirect_uri    | {"redirect_uris":[]}
                                                                  invalid_redirect_uri    | {"redirect_uris":["javascript:alert(1)"]}
                                                                  invalid_redirect_uri    | {"redirect_uris":["http://app.example/cb"]}
                                                                  invalid_redirect_uri    | {"redirect_uris":["https://app.example/cb#x"]}
                                                                  invalid_redirect_uri    | {"redirect_uris":["https://*.example/cb"]}
                                                                  invalid_redirect_uri    | {"redirect_uris":[17]}
                                                                  invalid_redirect_uri    | {"redirect_uris":["http://localhost/1","http://localhost/2","http://localhost/3","http://localhost/4","http://localhost/5","http://localhost/6","http://localhost/7","http://localhost/8","http://localhost/9","http://localhost/10","http://localhost/11"]}
                                                                  invalid_client_metadata | {"redirect_uris":["http://localhost/cb"],"token_endpoint_auth_method":"tls_client_auth"}
                                                                  invalid_client_metadata | {"redirect_uris":["http://localhost/cb"],"grant_types":["client_credentials"]}
                                                                  invalid_client_metadata | {"redirect_uris":["http://localhost/cb"],"token_endpoint_auth_method":"private_key_jwt"}
                                                                  invalid_client_metadata | {"redirect_uris":["http://localhost/cb"],"token_endpoint_auth_method":"private_key_jwt","jwks":{"keys":[{"kty":"oct","k":"AAAA"}]}}
                                                                  invalid_client_metadata | ["no object"]
                                                                  invalid_client_metadata | {broken
                                                                  invalid_client_metadata | {"redirect_uris":["http://localhost/a"],"redirect_uris":["http://localhost/b"]}
                                                                  """)
    void refusesMetadataThatItCannotUse(String error, String body) throws Exception {
        assertThat(error(server.register(body))).isEqualTo("400 " + error);
    }

    /** RFC 7523, section 3. */
    @Test
    void takesAnAssertionOfAClientWithAKeyOnceAndForThisServerOnly() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        String id = json(server.register("{\"redirect_uris\":[\"https://app.example/callback\"],"
                + "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[" + key.toPublicJWK()
                + "]}}")).path("client_id").asText();
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        Instant now = server.clock.instant();

        String good = assertion(id, key, server.issuer.toString(), now.plusSeconds(60));
        HttpResponse<String> first = redeem(id, good);
        HttpResponse<String> replayed = redeem(id, good);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(error(replayed)).isEqualTo("401 invalid_client");
        assertThat(error(redeem(id, assertion(id, other, server.issuer.toString(), now.plusSeconds(60)))))
                .isEqualTo("401 invalid_client");
        assertThat(error(redeem(id, assertion(id, key, "https://other.example", now.plusSeconds(60)))))
                .isEqualTo("401 invalid_client");
        assertThat(error(redeem(id, assertion(id, key, server.issuer.toString(), now.minusSeconds(61)))))
                .isEqualTo("401 invalid_client");
        assertThat(error(redeem(id, assertion(id, key, server.issuer.toString(), now.plusSeconds(86_400)))))
                .isEqualTo("401 invalid_client");
        assertThat(error(redeem("app", assertion(id, key, server.issuer.toString(), now.plusSeconds(60)))))
                .isEqualTo("400 invalid_request");
    }

    private HttpResponse<String> redeem(String id, String assertion) throws Exception {
        return server.redeem(server.code("client_id", id), "client_id", id,
                "client_assertion", assertion, "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    }

    private static String assertion(String id, ECKey key, String audience, Instant end) throws Exception {
        var claims = new JWTAuthenticationClaimsSet(new ClientID(id), new Audience(audience).toSingleAudienceList(),
                Date.from(end), null, null, new JWTID());
        return new PrivateKeyJWT(claims, JWSAlgorithm.ES256, key.toPrivateKey(), "k1", null).getClientAssertion()
                .serialize();
    }
}
