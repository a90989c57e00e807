package dev.lanyard.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.http.StrictJson;
import dev.lanyard.server.playground.Playground;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlaygroundExtensionTest {
    @RegisterExtension
    static final PlaygroundExtension PLAYGROUND = PlaygroundExtension.identityOnly();

    /** The example of the extension's documentation. */
    @Test
    void mintsATokenOfAlice() {
        var identity = PLAYGROUND.playground().identity();
        String token = identity.mint(identity.users().getFirst(), PLAYGROUND.clientId(), "api://profile");
        assertThat(token).isNotEmpty();
    }

    @Test
    void startsTheIdentityProviderWithoutToolServers() throws Exception {
        Playground playground = PLAYGROUND.playground();

        assertThat(Files.readString(playground.config())).contains("\"servers\" : { }");
        assertThat(get(playground.origin() + "/echo/mcp").statusCode()).isEqualTo(404);
    }

    /** Faults need the secret, and no page may ask for them, whatever it knows. */
    @Test
    void letsThingsGoWrongForWhoKnowsTheSecret() throws Exception {
        String known = PLAYGROUND.playground().variable("PLAYGROUND_FAULT_SECRET");

        assertThat(fault("wrong").statusCode()).isEqualTo(401);
        assertThat(fault(known, "Origin", "http://evil.example").statusCode()).isEqualTo(403);
        assertThat(fault(known, "Origin", PLAYGROUND.playground().origin().toString()).statusCode()).isEqualTo(403);
        assertThat(PLAYGROUND.playground().identity().faults()).isEmpty();
        HttpResponse<String> answer = fault(known);
        assertThat(StrictJson.object(answer.body()))
                .isEqualTo(StrictJson.object("{\"faults\":[{\"fault\":\"slow_down\",\"times\":2}]}"));
        PLAYGROUND.playground().identity().clearFaults();
    }

    /** As Azure's metadata service: without the header a server that can be made to fetch an address gets nothing. */
    @Test
    void givesTheMachineATokenOfItsOwn() throws Exception {
        String address = PLAYGROUND.playground().origin()
                + "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=api://reverse";

        var answer = StrictJson.object(get(address, "Metadata", "true").body());

        assertThat(answer.get("expires_in").textValue()).isEqualTo("3600");
        assertThat(answer.get("resource").textValue()).isEqualTo("api://reverse");
        assertThat(answer.get("access_token").textValue()).isNotEmpty();
        assertThat(get(address).statusCode()).isEqualTo(400);
        assertThat(get(address + "&client_id=unknown", "Metadata", "true").statusCode()).isEqualTo(400);
    }

    private static HttpResponse<String> get(String address, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private static HttpResponse<String> fault(String known, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(PLAYGROUND.playground().origin() + "/faults"))
                .header("Authorization", "Bearer " + known)
                .POST(HttpRequest.BodyPublishers.ofString("{\"fault\":\"slow_down\",\"times\":2}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
