package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ClientIdDocumentTest {
    private static final URI ADDRESS = URI.create("https://me.example/lanyard.json");

    @Test
    void aTemplateIsWhatAnIssuerTakes() {
        String document = ClientIdDocument.template(ADDRESS, "Lanyard", OAuthServer.Redirect.ANY_PORT);

        assertThat(ClientIdDocument.problems(ADDRESS, document)).isEmpty();
        var json = StrictJson.object(document).orElseThrow();
        assertThat(json.path("client_id").asText()).isEqualTo("https://me.example/lanyard.json");
        assertThat(StrictJson.texts(json, "redirect_uris")).containsExactly("http://127.0.0.1/callback");
    }

    @Test
    void itHasNoHomeOnThisMachineOrAtARoot() {
        assertThatThrownBy(() -> ClientIdDocument.template(URI.create("https://me.example/"), "Lanyard",
                OAuthServer.Redirect.ANY_PORT)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ClientIdDocument.problems(URI.create("http://localhost/client.json"),
                "{\"client_id\":\"http://localhost/client.json\",\"client_name\":\"x\",\"redirect_uris\":[\"https://a.example/\"]}"))
                .containsExactly(
                        "The address is not https with a path, or has a fragment, a user or dots in its path.");
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        String document = """
                          {"client_id":"https://me.example/Lanyard.json","client_secret":"x",
                           "redirect_uris":["http://evil.test/callback","javascript:alert(1)"]}""";

        assertThat(ClientIdDocument.problems(ADDRESS, document)).containsExactly(
                "'client_id' is not the address, character by character.", "'client_name' is missing.",
                "'http://evil.test/callback' is neither https nor on this machine.",
                "'javascript:alert(1)' is neither https nor on this machine.",
                "A document that everybody reads holds no secret, so none can prove who the client is.");
        assertThat(ClientIdDocument.problems(ADDRESS, "[]")).containsExactly("The document is not a JSON object.");
    }
}
