package dev.lanyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.connection.CompletionRef;
import dev.lanyard.connection.ConnectionException;
import dev.lanyard.connection.ElicitationAnswer;
import dev.lanyard.connection.Prompt;
import dev.lanyard.connection.PromptArgument;
import dev.lanyard.connection.PromptMessage;
import dev.lanyard.connection.PromptResult;
import dev.lanyard.connection.Resource;
import dev.lanyard.connection.ResourceContents;
import dev.lanyard.connection.ResourceTemplate;
import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MCP 2025-11-25, Prompts, Resources and Completion. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentContentTest {
    private FakeServer server;
    private Agent agent;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start();
        announce("\"prompts\":{},\"resources\":{},\"completions\":{}");
        agent = Agent.builder(TestAgents.nothing().withServer(TestAgents.open("docs", server))).build();
    }

    @AfterEach
    void stop() throws IOException {
        agent.close();
        server.close();
    }

    private void announce(String capabilities) {
        server.result("initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{" + capabilities + "}}");
    }

    private JsonNode params(String method) {
        return server.received(method).getFirst().json().path("params");
    }

    @Test
    void listsPromptsWithTheirArguments() {
        server.result("prompts/list",
                """
                {"prompts":[{"name":"review","title":"Code review","description":"Reviews",\
                "arguments":[{"name":"code","description":"What to review","required":true},{"name":"style"},{}]},\
                {"name":"plain"},{"title":"nameless"},{"name":7},null]}""");

        assertThat(agent.prompts("docs")).containsExactly(
                new Prompt("docs", "review", "Code review", "Reviews",
                        List.of(new PromptArgument("code", "What to review", true),
                                new PromptArgument("style", "", false))),
                new Prompt("docs", "plain", "plain", "", List.of()));
    }

    @Test
    void fillsAPromptAndSaysInWordsWhatIsNoText() {
        server.result("prompts/get",
                """
                {"description":"A review","messages":[\
                {"role":"user","content":{"type":"text","text":"Review this"}},\
                {"role":"assistant","content":{"type":"image","data":"AAAA","mimeType":"image/png"}},\
                {"role":"system","content":{"type":"resource","resource":{"uri":"file:///a","text":"A"}}},\
                {"content":{"type":"resource_link","uri":"file:///b","name":"B"}},{}]}""");

        PromptResult filled = agent.prompt("docs", "review", Map.of("code", "x"));

        assertThat(filled).isEqualTo(new PromptResult("A review", List.of(new PromptMessage("user", "Review this"),
                new PromptMessage("assistant", "[image, image/png, 3 bytes]"), new PromptMessage("user", "A"),
                new PromptMessage("user", "[resource link B (file:///b)]"),
                new PromptMessage("user", "[content of type '']"))));
        assertThat(params("prompts/get")).hasToString("{\"name\":\"review\",\"arguments\":{\"code\":\"x\"}}");
    }

    @Test
    void listsAndReadsResources() {
        server.result("resources/list",
                "{\"resources\":[{\"uri\":\"note://1\",\"name\":\"one\",\"mimeType\":\"text/plain\"},"
                        + "{\"uri\":\"note://2\",\"title\":\"Two\",\"name\":\"two\",\"description\":\"2nd\"},{\"name\":\"nowhere\"}]}");
        server.result("resources/templates/list",
                "{\"resourceTemplates\":[{\"uriTemplate\":\"note://{id}\",\"name\":\"note\"}]}");
        server.result("resources/read",
                "{\"contents\":[{\"uri\":\"note://1\",\"mimeType\":\"text/plain\",\"text\":\"hi\"},"
                        + "{\"uri\":\"note://1/png\",\"blob\":\"AAAA\"}]}");

        assertThat(agent.resources("docs")).containsExactly(
                new Resource("docs", "note://1", "one", "", "text/plain"),
                new Resource("docs", "note://2", "Two", "2nd", null));
        assertThat(agent.resourceTemplates("docs"))
                .containsExactly(new ResourceTemplate("docs", "note://{id}", "note", ""));
        assertThat(agent.readResource("docs", "note://1")).containsExactly(
                new ResourceContents("note://1", "text/plain", "hi"),
                new ResourceContents("note://1/png", null, "[resource note://1/png, 3 bytes]"));
        assertThat(params("resources/read").path("uri").asText()).isEqualTo("note://1");
    }

    @Test
    void completesAnArgumentWithWhatIsKnown() {
        server.result("completion/complete", "{\"completion\":{\"values\":[\"java\",5,\"javascript\"],\"total\":9}}");

        assertThat(agent.complete("docs", new CompletionRef.OfPrompt("review"), "language", "ja", Map.of("code", "x")))
                .containsExactly("java", "javascript");
        assertThat(params("completion/complete")).hasToString("{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"review\"},"
                + "\"argument\":{\"name\":\"language\",\"value\":\"ja\"},\"context\":{\"arguments\":{\"code\":\"x\"}}}");

        var unused = agent.complete("docs", new CompletionRef.OfTemplate("note://{id}"), "id", "", Map.of());
        assertThat(server.received("completion/complete").getLast().json().path("params"))
                .hasToString("{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"note://{id}\"},"
                        + "\"argument\":{\"name\":\"id\",\"value\":\"\"}}");
    }

    @Test
    void whatAServerDoesNotAnnounceIsNotAskedFor() {
        announce("");

        assertThat(agent.prompts("docs")).isEmpty();
        assertThat(agent.resources("docs")).isEmpty();
        assertThat(agent.resourceTemplates("docs")).isEmpty();
        assertThat(agent.complete("docs", new CompletionRef.OfPrompt("p"), "a", "", Map.of())).isEmpty();
        assertThat(server.received()).extracting(FakeServer.Received::rpc)
                .doesNotContain("prompts/list", "resources/list", "resources/templates/list", "completion/complete");
    }

    @Test
    void b14everyListEndsAfterAThousandEntriesOrAHundredPages() {
        String many = IntStream.range(0, 1500)
                .mapToObj(i -> "{\"name\":\"p" + i + "\"}")
                .collect(Collectors.joining(","));
        server.result("prompts/list", "{\"prompts\":[" + many + "],\"nextCursor\":\"more\"}");
        server.result("resources/list", "{\"resources\":[],\"nextCursor\":\"more\"}");

        assertThat(agent.prompts("docs")).hasSize(1000);
        assertThat(server.received("prompts/list")).hasSize(1);
        assertThat(agent.resources("docs")).isEmpty();
        assertThat(server.received("resources/list")).hasSize(100);
    }

    @Test
    void b14aListHoldsNoMoreThanItsShareOfMemory() {
        String large = "x".repeat(4 << 20);
        server.on("resources/list", (request, exchange) -> exchange
                .result("{\"resources\":[{\"uri\":\"note://1\",\"description\":\"" + large
                        + "\"}],\"nextCursor\":\"more\"}"));

        List<Resource> resources = agent.resources("docs");

        assertThat(server.received("resources/list")).hasSize(4);
        assertThat(resources).hasSize(3);
        assertThat(resources.getFirst().description()).hasSize(4097).endsWith("…");
    }

    @Test
    void aServerThatIsNotConfiguredIsNamed() {
        assertThatThrownBy(() -> agent.prompts("dosc")).isInstanceOf(ConnectionException.Unknown.class)
                .hasMessage("There is no server 'dosc'. Use one that is configured: docs.");
    }

    @Test
    void theElicitorAndTheRootsOfTheBuilderReachTheServer() {
        server.result("prompts/list", "{\"prompts\":[]}");
        try (Agent asked = Agent.builder(TestAgents.nothing().withServer(TestAgents.open("docs", server)))
                .elicitor(elicitation -> new ElicitationAnswer.Declined())
                .roots(List.of(URI.create("file:///work")))
                .build()) {
            var unused = asked.prompts("docs");
        }

        assertThat(params("initialize").path("capabilities").fieldNames()).toIterable()
                .containsExactlyInAnyOrder("elicitation", "roots");
    }
}
