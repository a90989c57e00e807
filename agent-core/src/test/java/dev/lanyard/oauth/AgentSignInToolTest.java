package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.lanyard.Agent;
import dev.lanyard.AgentBuilder;
import dev.lanyard.assistant.TurnResult;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ConfigSource;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.credential.UserInteraction.Way;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.event.ToolOutcome;
import dev.lanyard.tools.OfferedTool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The model knows which servers need a sign-in, can have the user do it in a turn, and goes on with their tools. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentSignInToolTest {
    private SignInWorld world;
    private final Signing model = new Signing();

    /** Signs in if it can, then calls the tool if there is one, then says what the last result was. */
    private static final class Signing implements StreamingChatModel {
        private final List<List<String>> offered = new ArrayList<>();
        private String prompt = "";

        @Override
        public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
            offered.add(request.toolSpecifications().stream().map(ToolSpecification::name).toList());
            if (offered.size() == 1) {
                prompt = String.valueOf(request.messages().getFirst());
            }
            String wanted = offered.getLast().isEmpty() ? "" : offered.getLast().getFirst();
            boolean again = offered.size() > 1 && offered.get(offered.size() - 2).equals(offered.getLast());
            AiMessage answer = wanted.isEmpty() || again
                    ? AiMessage.from(request.messages().getLast() instanceof ToolExecutionResultMessage result
                            ? result.text()
                            : "nothing")
                    : AiMessage.from(ToolExecutionRequest.builder().id("1").name(wanted).arguments("{}").build());
            handler.onCompleteResponse(ChatResponse.builder().aiMessage(answer).build());
        }
    }

    @BeforeEach
    void start() throws IOException {
        world = new SignInWorld();
        world.protect();
        world.mcp.result("tools/list", "{\"tools\":[{\"name\":\"who\",\"inputSchema\":{\"type\":\"object\"}}]}")
                .result("tools/call", "{\"content\":[{\"type\":\"text\",\"text\":\"Alice\"}]}");
        world.user.ways = List.of();
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private AgentBuilder builder() {
        var server = new ServerConfig.Http("test", world.mcp.url(), Map.of(), Map.of(), AuthConfig.OAuth.DISCOVERED,
                true);
        var source = new ConfigSource(ConfigSource.Kind.NONE, null, Path.of(""), List.of());
        return Agent.builder(new AgentConfig(source, Map.of("test", server), Map.of(), Map.of()))
                .interaction(world.user)
                .tokenStore(world.store)
                .approval(dev.lanyard.tools.ApprovalMode.ALL, dev.lanyard.tools.ToolApprover.nobody())
                .model("test", model);
    }

    private Agent agent() {
        Agent agent = builder().build();
        agent.connect(Duration.ofSeconds(20));
        return agent;
    }

    @Test
    void signsInDuringATurnAndGoesOnWithTheToolsOfTheServer() {
        try (Agent agent = agent()) {
            world.user.ways = List.of(Way.BROWSER);

            TurnResult turn = agent.chat("who am I?");

            assertThat(model.prompt)
                    .contains("The user has to sign in to these servers before their tools can be used: "
                            + "test.");
            assertThat(model.offered).containsExactly(List.of("test__sign_in"), List.of("test__who"),
                    List.of("test__who"));
            assertThat(turn.answer()).isEqualTo("Alice");
            assertThat(turn.toolCalls()).extracting(call -> call.outcome())
                    .containsExactly(ToolOutcome.SUCCEEDED, ToolOutcome.SUCCEEDED);
            assertThat(world.user.opened).hasSize(1);
        }
    }

    @Test
    void saysHowToSignInWhereNobodyCanBeAsked() {
        try (Agent agent = agent()) {
            TurnResult turn = agent.chat("who am I?");

            assertThat(turn.answer()).isEqualTo("Error: Server 'test' needs you to sign in. Sign in to it: "
                    + "'lanyard mcp login test'.");
            assertThat(turn.toolCalls().getFirst().failure()).isInstanceOfSatisfying(
                    CredentialException.InteractionRequired.class,
                    failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INTERACTION_REQUIRED));
        }
    }

    @Test
    void offersNoSignInToProgramsOrWhereNoneIsNeeded() {
        try (Agent agent = agent()) {
            assertThat(agent.tools().tools()).isEmpty();

            world.user.ways = List.of(Way.BROWSER);
            agent.login("test");
            agent.connect(Duration.ofSeconds(20));
            TurnResult unused = agent.chat("who am I?");

            assertThat(agent.tools().tools()).extracting(OfferedTool::name).containsExactly("test__who");
            assertThat(model.offered.getFirst()).containsExactly("test__who");
            assertThat(model.prompt).doesNotContain("sign in");
        }
    }

    /** Whoever runs the program would be the one to be asked. */
    @Test
    void offersNoSignInToTheUsersOfAnApplication() {
        world.user.ways = List.of(Way.BROWSER);
        CredentialProvider stuck = CredentialProvider.perUser(CredentialKind.ON_BEHALF_OF, (user, request) -> {
            throw new CredentialException.InteractionRequired(request.server(), "Consent is missing.", "Consent.", null,
                    null);
        });
        try (Agent agent = builder().credentials(server -> Optional.of(stuck)).build()) {
            Agent view = agent.forUser(UserAssertion.of("alice", Secret.of("assertion")));
            assertThat(view.tools().tools()).isEmpty();
            assertThat(view.connections().get("test").state().needsSignIn()).isTrue();

            TurnResult unused = view.chat("who am I?");

            assertThat(model.offered).containsExactly(List.of());
            assertThat(world.user.opened).isEmpty();
        }
    }
}
