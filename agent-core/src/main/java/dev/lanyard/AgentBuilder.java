package dev.lanyard;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.lanyard.assistant.ChatModels;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.Environment;
import dev.lanyard.config.ModelConfig;
import dev.lanyard.config.SecretRef;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.event.AgentListener;
import dev.lanyard.resolution.InputPrompt;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.transport.Limits;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what an {@link Agent} is made of. Only {@link #config} is needed to call tools; a chat needs a model too. */
public final class AgentBuilder {
    final AgentConfig config;
    Environment environment = Environment.of(Map.of());
    InputPrompt inputs = InputPrompt.nobody();
    UserInteraction interaction = UserInteraction.nobody();
    TokenStore tokenStore = TokenStore.inMemory();
    ApprovalMode approvalMode = ApprovalMode.ASK;
    ToolApprover approver = ToolApprover.nobody();
    AgentListener listener = AgentListener.none();
    Clock clock = Clock.systemUTC();
    Duration openTimeout = Duration.ofSeconds(10);
    Duration callTimeout = Duration.ofSeconds(60);
    Limits limits = Limits.STANDARD;
    @Nullable
    NamedModel model;

    /** A model and the name that messages call it by. */
    record NamedModel(String name, Function<Agent, StreamingChatModel> source) {}

    AgentBuilder(AgentConfig config) {
        this.config = config;
    }

    /** Uses an environment to look up what the configuration refers to; empty unless set. */
    public AgentBuilder environment(Environment environment) {
        this.environment = environment;
        return this;
    }

    /** Asks the user for the configuration's inputs; unless set, a server that needs one fails with the remedy. */
    public AgentBuilder inputs(InputPrompt inputs) {
        this.inputs = inputs;
        return this;
    }

    /** Reaches the user for sign-ins; unless set, a server that needs one fails with the remedy. */
    public AgentBuilder interaction(UserInteraction interaction) {
        this.interaction = interaction;
        return this;
    }

    /** Keeps tokens and registered clients; in memory unless set. The caller closes what it passes in. */
    public AgentBuilder tokenStore(TokenStore store) {
        this.tokenStore = store;
        return this;
    }

    /** Talks to any model of LangChain4j. */
    public AgentBuilder model(String name, StreamingChatModel model) {
        this.model = new NamedModel(name, unused -> model);
        return this;
    }

    /** Talks to the model that the configuration names. */
    public AgentBuilder model(ModelConfig config) {
        SecretRef key = config.key();
        this.model = new NamedModel(config.model(),
                agent -> ChatModels.open(config, key == null ? null : agent.secrets().resolve(key, "model.key")));
        return this;
    }

    /** Says which tool calls go ahead without asking, and whom to ask about the others; {@code ASK} and nobody unless set. */
    public AgentBuilder approval(ApprovalMode mode, ToolApprover approver) {
        this.approvalMode = mode;
        this.approver = approver;
        return this;
    }

    /** Follows what happens. */
    public AgentBuilder listener(AgentListener listener) {
        this.listener = AgentListener.guarded(listener);
        return this;
    }

    /** Reads the time from the given clock; the system's unless set. */
    public AgentBuilder clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    /** Waits this long for a server to be connected to and to list its tools; 10 s unless set. */
    public AgentBuilder openTimeout(Duration timeout) {
        this.openTimeout = timeout;
        return this;
    }

    /** Waits this long for a tool's answer or next progress, ten times as long in all; 60 s unless set. */
    public AgentBuilder callTimeout(Duration timeout) {
        this.callTimeout = timeout;
        return this;
    }

    /** Returns the agent. Nothing is sent before it is used; whoever builds it closes it. */
    public Agent build() {
        return new Agent(this);
    }
}
