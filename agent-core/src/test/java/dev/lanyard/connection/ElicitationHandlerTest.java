package dev.lanyard.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2025-11-25, Elicitation; SEP-1034. */
class ElicitationHandlerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Elicitation> asked = new ArrayList<>();
    private final Elicitor willing = elicitation -> {
        asked.add(elicitation);
        return new ElicitationAnswer.Accepted(
                JsonNodeFactory.instance.objectNode().put("name", "Ada").put("unasked", true));
    };

    private static JsonNode form(String message, String properties, String required) throws JsonProcessingException {
        return JSON.readTree("{\"message\":\"" + message
                + "\",\"requestedSchema\":{\"type\":\"object\",\"properties\":{" + properties + "},\"required\":["
                + required + "]}}");
    }

    private static JsonNode answer(Elicitor elicitor, JsonNode params) {
        return new ElicitationHandler("s", elicitor).answer(params);
    }

    @Test
    void nobodyAnswersWithTheDefaultsOfTheForm() throws Exception {
        JsonNode answer = answer(Elicitor.defaults(), form("Who?",
                "\"name\":{\"type\":\"string\",\"default\":\"John\"},\"age\":{\"type\":\"integer\",\"default\":30},"
                        + "\"note\":{\"type\":\"string\"}",
                "\"name\""));

        assertThat(answer)
                .isEqualTo(JSON.readTree("{\"action\":\"accept\",\"content\":{\"name\":\"John\",\"age\":30}}"));
    }

    @Test
    void nobodyAgreesToNothingThatHasNoDefaults() throws Exception {
        assertThat(
                answer(Elicitor.defaults(), form("Delete all?", "\"sure\":{\"type\":\"boolean\"}", "")).path("action")
                        .asText())
                .isEqualTo("cancel");
        assertThat(answer(Elicitor.defaults(), form("Who?",
                "\"a\":{\"type\":\"string\",\"default\":\"x\"},\"b\":{\"type\":\"string\"}", "\"b\"")).path("action")
                .asText()).isEqualTo("cancel");
        assertThat(answer(Elicitor.defaults(), JSON.readTree("{\"mode\":\"url\",\"url\":\"https://a.example/\"}"))
                .path("action")
                .asText()).isEqualTo("cancel");
    }

    @Test
    void sendsOnlyWhatWasAskedForAndFillsTheRest() throws Exception {
        JsonNode answer = answer(willing, form("Who?",
                "\"name\":{\"type\":\"string\"},\"score\":{\"type\":\"number\",\"default\":95.5}", ""));

        assertThat(answer.path("content")).isEqualTo(JSON.readTree("{\"name\":\"Ada\",\"score\":95.5}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"password\":{}", "\"userPassword\":{}", "\"api_key\":{}", "\"apiKey\":{}",
            "\"accessToken\":{}", "\"client_secret\":{}", "\"x\":{\"title\":\"Your PIN\"}", "\"otp\":{}",
            "\"x\":{\"description\":\"the passphrase of your key\"}", "\"x\":{\"format\":\"password\"}",
            "\"x\":{\"writeOnly\":true}", "\"credentials\":{}", "\"openaiApiKey\":{}", "\"newuserpassword\":{}",
            "\"x\":{\"title\":\"Bearer\"}", "\"x\":{\"description\":\"Your PIN, four digits\"}"})
    void b16declinesAFormThatAsksForASecret(String property) throws Exception {
        assertThat(answer(willing, form("Please", property, "")).path("action").asText()).isEqualTo("decline");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Enter your password below", "Paste the API key", "Your credit card, please"})
    void b16declinesAMessageThatAsksForASecret(String message) throws Exception {
        assertThat(answer(willing, form(message, "\"value\":{\"type\":\"string\"}", "")).path("action").asText())
                .isEqualTo("decline");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"pinned\":{}", "\"shipping\":{}", "\"compass\":{}", "\"keyboard\":{}", "\"opinion\":{}",
            "\"x\":{\"description\":\"Pin the note to the top\"}",
            "\"maxTokens\":{\"description\":\"How many tokens\"}",
            "\"x\":{\"description\":\"Your opinion on the shipping\"}",
            "\"x\":{\"description\":\"The secret of good bread\"}",
            "\"x\":{\"description\":\"Bypass codes are not needed\"}"})
    void asksWhatOnlyLooksLikeASecret(String property) throws Exception {
        assertThat(answer(willing, form("Please", property, "")).path("action").asText()).isEqualTo("accept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example/", "javascript:alert(1)", "file:///etc/passwd", "https:///x",
            "https://user:pw@a.example/", ""})
    void declinesAddressesThatAreNotSafe(String url) throws Exception {
        assertThat(answer(willing, JSON.readTree("{\"mode\":\"url\",\"url\":\"" + url + "\"}")).path("action").asText())
                .isEqualTo("decline");
        assertThat(asked).isEmpty();
    }

    @Test
    void asksToOpenAnAddress() throws Exception {
        JsonNode answer = answer(willing,
                JSON.readTree("{\"mode\":\"url\",\"message\":\"Go\",\"url\":\"https://a.example/pay\"}"));

        assertThat(answer).isEqualTo(JSON.readTree("{\"action\":\"accept\"}"));
        assertThat(asked).containsExactly(new Elicitation.Url("s", "Go", URI.create("https://a.example/pay")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8000/x", "http://127.0.0.1/", "http://[::1]:1/"})
    void asksToOpenAnAddressOfThisMachine(String url) throws Exception {
        assertThat(answer(willing, JSON.readTree("{\"mode\":\"url\",\"url\":\"" + url + "\"}")).path("action").asText())
                .isEqualTo("accept");
    }

    private static ElicitationHandler after(ElicitationAnswer answer, List<Elicitation.Url> done, int asks)
            throws Exception {
        var handler = new ElicitationHandler("s", new Elicitor() {
            @Override
            public ElicitationAnswer ask(Elicitation elicitation) {
                return answer;
            }

            @Override
            public void completed(Elicitation.Url url) {
                done.add(url);
                throw new IllegalStateException("nobody may fall over this");
            }
        });
        for (int id = 0; id < asks; id++) {
            handler.answer(JSON.readTree("{\"mode\":\"url\",\"message\":\"Go\",\"url\":\"https://a.example/\","
                    + "\"elicitationId\":\"id-" + id + "\"}"));
        }
        return handler;
    }

    private static void complete(ElicitationHandler handler, String id) {
        handler.completed(JsonNodeFactory.instance.objectNode().put("elicitationId", id));
    }

    /** Completion notifications: a client must ignore those of unknown or already completed ids. */
    @Test
    void hearsOnceThatWhatTheUserAgreedToIsDone() throws Exception {
        List<Elicitation.Url> done = new ArrayList<>();
        ElicitationHandler handler = after(new ElicitationAnswer.Accepted(JSON.createObjectNode()), done, 2);

        complete(handler, "id-1");
        complete(handler, "id-1");
        complete(handler, "id-2");
        complete(handler, "");
        handler.completed(JSON.missingNode());

        assertThat(done).containsExactly(
                new Elicitation.Url("s", "Go", URI.create("https://a.example/"), "id-1"));
    }

    @Test
    void hearsNothingOfWhatTheUserDidNotAgreeTo() throws Exception {
        List<Elicitation.Url> done = new ArrayList<>();

        complete(after(new ElicitationAnswer.Declined(), done, 1), "id-0");
        complete(after(new ElicitationAnswer.Dismissed(), done, 1), "id-0");

        assertThat(done).isEmpty();
    }

    @Test
    void keepsOnlySoManyThatAreNeverDone() throws Exception {
        List<Elicitation.Url> done = new ArrayList<>();
        ElicitationHandler handler = after(new ElicitationAnswer.Accepted(JSON.createObjectNode()), done,
                AgreedUrls.MOST + 1);

        complete(handler, "id-0");
        complete(handler, "id-1");

        assertThat(done).extracting(Elicitation.Url::id).containsExactly("id-1");
    }

    @Test
    void refusesAnIdThatIsTooLong() {
        assertThatThrownBy(() -> answer(willing, JSON.readTree("{\"mode\":\"url\",\"url\":\"https://a.example/\","
                + "\"elicitationId\":\"" + "x".repeat(1_001) + "\"}"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"mode\":\"telepathy\"}", "{\"requestedSchema\":{\"properties\":[]}}",
            "{\"mode\":\"url\",\"url\":\"https://a b\"}"})
    void refusesWhatIsNoQuestion(String params) {
        assertThatThrownBy(() -> answer(willing, JSON.readTree(params))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Consent that nobody gave is no consent: defaults count only where the user trusts the server. */
    @Test
    void b16DismissesWhateverIsAskedWhereNobodyIsThere() throws Exception {
        JsonNode answer = answer(Elicitor.nobody(),
                form("Transfer 1000?", "\"confirm\":{\"type\":\"boolean\",\"default\":true}", ""));

        assertThat(answer.path("action").asText()).isEqualTo("cancel");
    }
}
