package dev.lanyard;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.lanyard.assistant.ModelInput;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    private static List<ChatMessage> told(Set<ModelInput> takes, List<ChatMessage> remembered) throws IOException {
        OneCall model = new OneCall();
        try (FakeServer server = FakeServer.start()) {
            server.result("tools/list", "{\"tools\":[{\"name\":\"draw\",\"inputSchema\":{}}]}")
                    .result("tools/call",
                            "{\"content\":[{\"type\":\"image\",\"data\":\"AAAA\",\"mimeType\":\"image/png\"},"
                                    + "{\"type\":\"image\",\"data\":\"AAAA\",\"mimeType\":\"image/svg+xml\"}]}");
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
