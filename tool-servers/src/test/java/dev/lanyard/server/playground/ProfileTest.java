package dev.lanyard.server.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.StrictJson;
import dev.lanyard.server.identity.DirectoryUser;
import dev.lanyard.server.identity.Fault;
import dev.lanyard.server.identity.IdentityRequest;
import dev.lanyard.server.protocol.StatelessWire;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfileTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private Playground playground;
    private DirectoryUser alice;
    private DirectoryUser bob;

    @BeforeAll
    void start() throws Exception {
        playground = Playground.start(PlaygroundOptions.usual());
        alice = playground.identity().users().get(0);
        bob = playground.identity().users().get(1);
    }

    @AfterEach
    void mend() {
        playground.identity().clearFaults();
    }

    @AfterAll
    void stop() {
        http.close();
        playground.close();
    }

    @Test
    void tellsEachUserWhoTheyAre() throws Exception {
        assertThat(call(token(alice), "get_user_name").at("/result/structuredContent/name").textValue())
                .isEqualTo("Alice Example");
        assertThat(call(token(bob), "get_user_info").at("/result/structuredContent"))
                .isEqualTo(StrictJson.object("{\"id\":\"" + bob.objectId()
                        + "\",\"name\":\"Bob Example\",\"mail\":\"bob@playground.example\","
                        + "\"user_principal_name\":\"bob@playground.example\"}"));
    }

    /** What comes in is exchanged, once for each token, and Graph does not take it as it came in. */
    @Test
    void c25exchangesTheTokenAndNeverPassesItOn() throws Exception {
        String inbound = token(alice);
        int before = exchanges().size();

        call(inbound, "get_user_name");
        call(inbound, "get_user_name");

        assertThat(exchanges()).hasSize(before + 1);
        assertThat(exchanges().getLast())
                .isEqualTo(new IdentityRequest("/" + Directory.TENANT + "/oauth2/v2.0/token",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer", Directory.PROFILE_APP, alice.objectId(),
                        "https://graph.microsoft.com/User.Read", 200));
        assertThat(me(inbound).statusCode()).isEqualTo(401);
    }

    /** A token for the agent, or for another server, is not one for this server. */
    @Test
    void c26takesOnlyTokensForItself() throws Exception {
        for (String resource : List.of(Directory.CLIENT, Directory.REVERSE, "https://graph.microsoft.com")) {
            String other = playground.identity().mint(alice, Directory.CLIENT, resource);

            HttpResponse<String> answer = wire(other).send("tools/list", "{}");

            assertThat(answer.statusCode()).as(resource).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("invalid_token");
        }
    }

    /** Continuous Access Evaluation: Graph's challenge becomes this server's; a newer sign-in is good for it. */
    @Test
    void handsTheChallengeOfTheSecondHopToTheClient() throws Exception {
        String old = token(alice);
        playground.identity().inject(Fault.of(Fault.Kind.CLAIMS_CHALLENGE));

        HttpResponse<String> refused = wire(old).send("tools/call", "{\"name\":\"get_user_name\",\"arguments\":{}}");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(claims(refused)).startsWith("{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"");
        assertThat(call(token(alice), "get_user_name").at("/result/structuredContent/name").textValue())
                .isEqualTo("Alice Example");
    }

    @Test
    void handsThePolicyOfTheDirectoryToTheClient() throws Exception {
        playground.identity().inject(Fault.of(Fault.Kind.MFA_REQUIRED).at("https://graph.microsoft.com"));

        HttpResponse<String> refused = wire(token(bob)).send("tools/call",
                "{\"name\":\"get_user_name\",\"arguments\":{}}");

        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("error=\"insufficient_claims\"");
        assertThat(claims(refused)).contains("capolids");
    }

    @Test
    void saysWhoMustAgreeWhenNobodyHas() throws Exception {
        playground.identity().inject(Fault.of(Fault.Kind.CONSENT_REQUIRED).at("https://graph.microsoft.com"));

        JsonNode result = call(token(bob), "get_user_info").path("result");

        assertThat(result.path("isError").booleanValue()).isTrue();
        assertThat(result.at("/content/0/text").textValue()).isEqualTo("Nobody has agreed yet that the profile server"
                + " may read your profile (AADSTS65001). Ask an administrator to consent for the app "
                + Directory.PROFILE_APP + " to 'https://graph.microsoft.com/User.Read'.");
    }

    @Test
    void saysThatTheDirectoryIsBusyWithoutRememberingIt() throws Exception {
        String inbound = token(bob);
        playground.identity().inject(Fault.of(Fault.Kind.TOO_MANY_REQUESTS).times(2));

        assertThat(call(inbound, "get_user_name").at("/result/isError").booleanValue()).isTrue();
        assertThat(call(inbound, "get_user_name").at("/result/structuredContent/name").textValue())
                .isEqualTo("Bob Example");
    }

    private String token(DirectoryUser user) {
        return playground.identity().mint(user, Directory.CLIENT, Directory.PROFILE);
    }

    private StatelessWire wire(String token) {
        return new StatelessWire(URI.create(playground.origin() + "/profile/mcp")).with("Authorization",
                "Bearer " + token);
    }

    private JsonNode call(String token, String tool) throws Exception {
        return wire(token).ask("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":{}}");
    }

    private List<IdentityRequest> exchanges() {
        return playground.identityRequests()
                .stream()
                .filter(request -> Directory.PROFILE_APP.equals(request.client()))
                .toList();
    }

    private HttpResponse<String> me(String token) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(playground.origin() + "/graph/v1.0/me"))
                .header("Authorization", "Bearer " + token)
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String claims(HttpResponse<String> refused) {
        Matcher claims = Pattern.compile("claims=\"([^\"]+)\"")
                .matcher(refused.headers().firstValue("WWW-Authenticate").orElseThrow());
        assertThat(claims.find()).isTrue();
        return new String(Base64.getDecoder().decode(claims.group(1)), StandardCharsets.UTF_8);
    }
}
