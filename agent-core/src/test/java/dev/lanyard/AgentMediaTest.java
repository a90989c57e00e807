package dev.lanyard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.lanyard.config.ModelConfig;
import dev.lanyard.config.ModelInput;
import dev.lanyard.config.ModelProvider;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pictures that a tool returns reach a model that takes them, and are named to every other. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentMediaTest {
    /** Asks for one tool call, then answers. */
    private static final class OneCall implements StreamingChatModel {
        private final List<ChatMessage> last = new ArrayList<>();

        @Override
        public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
            boolean first = request.messages().getLast() instanceof UserMessage user && user.hasSingleText();
            last.clear();
            last.addAll(request.messages());
            AiMessage answer = first
                    ? AiMessage.from(ToolExecutionRequest.builder().id("1").name("s__draw").arguments("{}").build())
                    : AiMessage.from("done");
            handler.onCompleteResponse(ChatResponse.builder().aiMessage(answer).build());
        }
    }

    private static final String TOOL_CALL = """
                                            data: {"choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,\
                                            "id":"c1","type":"function","function":{"name":"s__draw","arguments":"{}"}}]}}]}

                                            data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

                                            data: [DONE]

                                            """;
    private static final String ANSWER = """
                                         data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"done"}}]}

                                         data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                                         data: [DONE]

                                         """;

    private static FakeServer drawing() throws IOException {
        return FakeServer.start()
                .result("tools/list", "{\"tools\":[{\"name\":\"draw\",\"inputSchema\":{}}]}")
                .result("tools/call", "{\"content\":[{\"type\":\"image\",\"data\":\"AAAA\",\"mimeType\":\"image/png\"},"
                        + "{\"type\":\"image\",\"data\":\"AAAA\",\"mimeType\":\"image/svg+xml\"}]}");
    }

    private static List<ChatMessage> told(Set<ModelInput> takes, List<ChatMessage> remembered) throws IOException {
        OneCall model = new OneCall();
        try (FakeServer server = drawing()) {
            try (Agent agent = Agent.builder(TestAgents.nothing().withServer(TestAgents.open("s", server)))
                    .approval(ApprovalMode.ALL, ToolApprover.nobody())
                    .model("test", model)
                    .modelTakes(takes)
                    .build()) {
                agent.connect(Duration.ofSeconds(30));
                assertThat(agent.chat("draw").answer()).isEqualTo("done");
                remembered.addAll(agent.conversation().messages());
            }
        }
        return model.last;
    }

    /** Asks a model behind an endpoint of OpenAI's shape, whose last request is returned. */
    private static JsonNode sent(@Nullable Set<ModelInput> takes) throws IOException {
        try (FakeServer server = drawing(); FakeServer endpoint = FakeServer.start()) {
            endpoint.before((request, exchange) -> exchange.body(200, "text/event-stream",
                    (Pattern.compile("\"role\"\\s*:\\s*\"tool\"").matcher(request.body()).find() ? ANSWER : TOOL_CALL)
                            .getBytes(StandardCharsets.UTF_8)));
            ModelConfig model = new ModelConfig(ModelProvider.OPENAI, endpoint.url(), null, null, "gpt-4.1-nano",
                    takes);
            try (Agent agent = Agent.builder(TestAgents.nothing().withServer(TestAgents.open("s", server)))
                    .approval(ApprovalMode.ALL, ToolApprover.nobody())
                    .model(model)
                    .build()) {
                agent.connect(Duration.ofSeconds(30));
                assertThat(agent.chat("draw").answer()).isEqualTo("done");
                assertThat(agent.chat("again").answer()).isEqualTo("done");
            }
            assertThat(endpoint.received()).hasSize(3);
            // A picture is for its own turn only.
            assertThat(endpoint.received().getLast().body()).doesNotContain("base64");
            return endpoint.received().get(1).json().path("messages");
        }
    }

    @Test
    void anEndpointOfOpenAisShapeGetsThePictureAfterTheResult() throws IOException {
        JsonNode messages = sent(Set.of(ModelInput.IMAGE));

        assertThat(messages.path(messages.size() - 2).path("role").asText()).isEqualTo("tool");
        JsonNode shown = messages.path(messages.size() - 1);
        assertThat(shown.path("role").asText()).isEqualTo("user");
        assertThat(shown.path("content").path(1).path("type").asText()).isEqualTo("image_url");
        assertThat(shown.at("/content/1/image_url/url").asText()).isEqualTo("data:image/png;base64,AAAA");
        assertThat(shown.path("content")).hasSize(2);
    }

    @Test
    void anEndpointOfWhichNothingIsKnownReadsThatThereIsAPicture() throws IOException {
        // The name is one of OpenAI's, but the endpoint is not OpenAI's.
        JsonNode messages = sent(null);

        JsonNode last = messages.path(messages.size() - 1);
        assertThat(last.path("role").asText()).isEqualTo("tool");
        assertThat(last.path("content").asText()).isEqualTo("[image image/png]\n[image image/svg+xml]");
    }

    @Test
    void aModelThatTakesPicturesIsShownThem() throws IOException {
        List<ChatMessage> remembered = new ArrayList<>();
        List<ChatMessage> told = told(Set.of(ModelInput.IMAGE), remembered);

        assertThat(told.getLast()).isInstanceOfSatisfying(UserMessage.class, message -> {
            assertThat(message.contents()).hasSize(2);
            assertThat(message.contents().getLast()).isInstanceOfSatisfying(ImageContent.class,
                    image -> assertThat(image.image().base64Data()).isEqualTo("AAAA"));
        });
        assertThat(remembered).hasSize(4).filteredOn(UserMessage.class::isInstance).hasSize(1);
    }

    @Test
    void aModelThatTakesTextOnlyIsToldOfThem() throws IOException {
        List<ChatMessage> told = told(Set.of(), new ArrayList<>());

        assertThat(told.getLast()).isInstanceOfSatisfying(ToolExecutionResultMessage.class,
                message -> assertThat(message.text()).isEqualTo("[image image/png]\n[image image/svg+xml]"));
    }
}
