package dev.lanyard.server.authorization;

import static dev.lanyard.server.authorization.TestAuthorizationServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerMetadataTest {
    private TestAuthorizationServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestAuthorizationServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** MCP 2025-11-25, Authorization, authorization server metadata discovery: the three forms for an issuer with a path. */
    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/oauth-authorization-server/issuer",
            "/.well-known/openid-configuration/issuer", "/issuer/.well-known/openid-configuration"})
    void isDescribedWhereverClientsLook(String path) throws Exception {
        String text = server.get(server.origin().resolve(path)).body();

        AuthorizationServerMetadata metadata = AuthorizationServerMetadata.parse(text);
        assertThat(OIDCProviderMetadata.parse(text).getIssuer()).isEqualTo(metadata.getIssuer());
        assertThat(metadata.getIssuer().getValue()).isEqualTo(server.issuer.toString());
        assertThat(metadata.getCodeChallengeMethods()).containsExactly(CodeChallengeMethod.S256);
        assertThat(metadata.supportsAuthorizationResponseIssuerParam()).isTrue();
        assertThat(metadata.getCustomParameter("client_id_metadata_document_supported")).isEqualTo(true);
    }

    /** RFC 8414, section 3.1: the document of an issuer with a path is not that of the bare host. */
    @Test
    void isNotDescribedWhereAnotherIssuerWouldBe() throws Exception {
        for (String path : List.of("/.well-known/oauth-authorization-server", "/.well-known/openid-configuration",
                "/issuer/.well-known/oauth-authorization-server")) {
            assertThat(server.get(server.origin().resolve(path)).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void advertisesOnlyEndpointsThatAnswer() throws Exception {
        JsonNode metadata = json(server.get(server.origin().resolve("/.well-known/oauth-authorization-server/issuer")));

        assertThat(metadata.properties()).filteredOn(member -> member.getKey().endsWith("_endpoint")
                || member.getKey().equals("jwks_uri")).hasSize(7).allSatisfy(member -> {
                    HttpResponse<String> answer = server.get(URI.create(member.getValue().asText()));
                    assertThat(answer.statusCode()).isIn(200, 400, 405);
                });
    }
}
