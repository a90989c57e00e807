package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.credential.CredentialException;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IssuerSurveyTest {
    private final IssuerSurvey survey = new IssuerSurvey(HttpPolicy.direct());
    private FakeIssuer issuer;
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        issuer = new FakeIssuer();
        server = FakeServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        issuer.close();
        server.close();
    }

    private void serverNames(String... issuers) {
        String metadata = server.url().resolve("/.well-known/oauth-protected-resource").toString();
        server.before((request, exchange) -> {
            if (request.target().equals("/.well-known/oauth-protected-resource")) {
                exchange.json(200, "{\"resource\":\"" + server.url() + "\",\"authorization_servers\":[\""
                        + String.join("\",\"", issuers) + "\"]}");
            } else if (request.target().startsWith("/.well-known/")) {
                exchange.status(404);
            } else {
                exchange.status(401, "WWW-Authenticate: Bearer resource_metadata=\"" + metadata + "\"");
            }
        });
    }

    private static CredentialException failure(List<IssuerFinding> found) {
        assertThat(found).singleElement().isInstanceOf(IssuerFinding.Failed.class);
        return ((IssuerFinding.Failed) found.getFirst()).failure();
    }

    @Test
    void measuresAnIssuerWithoutAnyOtherRequestThanForItsMetadata() {
        assertThat(survey.at(URI.create(issuer.origin()))).singleElement().isInstanceOf(IssuerFinding.Measured.class);
        assertThat(issuer.server.received()).singleElement()
                .satisfies(request -> assertThat(FakeIssuer.path(request))
                        .isEqualTo("/.well-known/oauth-authorization-server"));
    }

    @Test
    void followsAServerToTheIssuersThatItNamesAndOneThatIsGoneCostsTheOthersNothing() {
        serverNames("http://127.0.0.1:1", issuer.origin());

        List<IssuerFinding> found = survey.at(server.url());

        assertThat(found).extracting(IssuerFinding::asked).containsExactly("http://127.0.0.1:1", issuer.origin());
        assertThat(found.getFirst()).isInstanceOf(IssuerFinding.Failed.class);
        assertThat(found.getLast()).isInstanceOf(IssuerFinding.Measured.class);
        assertThat(server.received()).allSatisfy(
                request -> assertThat(request.headers()).doesNotContainKey("authorization"));
    }

    @Test
    void a22anIssuerThatAServerNamesIsNotFetchedFromAPrivateNetworkWhereTheServerIsNot() {
        serverNames("https://169.254.169.254");

        assertThat(failure(survey.server(server.url()))).isInstanceOf(CredentialException.Rejected.class)
                .hasMessageContaining("leads into a network where the server itself is not");
    }

    @Test
    void a03metadataThatNamesAnotherIssuerCountsForNothing() {
        issuer.metadata.put("issuer", "https://id.example.com");

        assertThat(failure(survey.at(URI.create(issuer.origin())))).hasMessage("The metadata of '" + issuer.origin()
                + "' at '" + issuer.origin() + "/.well-known/oauth-authorization-server' is that of "
                + "'https://id.example.com', so that it counts for nothing. If that is the issuer that you mean, name it so, "
                + "character by character.");
    }

    @Test
    void namesEveryPlaceWhereThereIsNothing() {
        String origin = "http://127.0.0.1:" + server.url().getPort();
        server.before((request, exchange) -> exchange.status(404));

        assertThat(failure(survey.at(server.url()))).hasMessage("'" + server.url()
                + "' has no metadata: there is none at '"
                + origin + "/.well-known/oauth-authorization-server/mcp', '"
                + origin + "/.well-known/openid-configuration/mcp', '"
                + origin
                + "/mcp/.well-known/openid-configuration', and it names no authorization server as an MCP server "
                + "does. Check the address: an issuer's is the one that its tokens name, a server's the one in mcp.json.");
        assertThat(survey.server(server.url())).containsExactly(new IssuerFinding.Silent(server.url().toString()));
    }
}
