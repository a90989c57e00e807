package dev.lanyard;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.lanyard.assistant.ChatModels;
import dev.lanyard.assistant.ModelAdvice;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.Environment;
import dev.lanyard.config.ModelConfig;
import dev.lanyard.config.ModelInput;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ClientFeatures;
import dev.lanyard.connection.Elicitor;
import dev.lanyard.connection.PoolLimits;
import dev.lanyard.credential.Account;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.LogLevel;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.resolution.InputPrompt;
import dev.lanyard.resolution.SecretResolver;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.tools.ToolPinStore;
import dev.lanyard.transport.Limits;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects what an {@link Agent} is made of. Only {@link #config} is needed to call tools; a chat needs a model too. */
public final class AgentBuilder {
    final AgentConfig config;
    Environment environment = Environment.of(Map.of());
    InputPrompt inputs = InputPrompt.nobody();
    UserInteraction interaction = UserInteraction.nobody();
    TokenStore tokenStore = TokenStore.inMemory();
    Account account = Account.DEFAULT;
    ApprovalMode approvalMode = ApprovalMode.ASK;
    ToolApprover approver = ToolApprover.nobody();
    AgentListener listener = AgentListener.none();
    Clock clock = Clock.systemUTC();
    Duration openTimeout = Duration.ofSeconds(10);
    Duration callTimeout = Duration.ofSeconds(60);
    Limits limits = Limits.STANDARD;
    ToolPinStore toolPins = ToolPinStore.inMemory();
    private @Nullable Set<ModelInput> modelTakes;
    PoolLimits poolLimits = PoolLimits.STANDARD;
    Function<UserAssertion, UserContact> users = user -> UserContact.nobody();
    private Function<ServerConfig.Http, Optional<CredentialProvider>> credentials = server -> Optional.empty();
    private @Nullable Elicitor elicitor;
    private List<URI> roots = List.of();
    @Nullable
    LogLevel logLevel;
    @Nullable
    HttpPolicy network;
    @Nullable
    NamedModel model;

    /** A model, the name that messages call it by, and what to do when it fails. */
    record NamedModel(String name, ModelAdvice advice, Set<ModelInput> takes,
            BiFunction<SecretResolver, HttpPolicy, StreamingChatModel> source) {}

    AgentBuilder(AgentConfig config) {
        this.config = config;
    }

    /** Uses an environment to look up what the configuration refers to; empty unless set. */
    public AgentBuilder environment(Environment environment) {
        this.environment = environment;
        return this;
    }

    /** Reaches servers, issuers and models as the policy says; as the {@link #environment} says unless set. */
    public AgentBuilder network(HttpPolicy network) {
        this.network = network;
        return this;
    }

    HttpPolicy network() {
        return network == null ? HttpPolicy.from(environment) : network;
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

    /**
     * Signs the one who runs the program in as one of several accounts; what is kept for one is never given for another.
     * {@link Account#DEFAULT} unless set.
     */
    public AgentBuilder account(Account account) {
        this.account = account;
        return this;
    }

    /** Talks to any model of LangChain4j. */
    public AgentBuilder model(String name, StreamingChatModel model) {
        this.model = new NamedModel(name, ModelAdvice.OWN, Set.of(), (secrets, network) -> model);
        return this;
    }

    /** Talks to the model that the configuration names. */
    public AgentBuilder model(ModelConfig config) {
        SecretRef key = config.key();
        this.model = new NamedModel(config.model(), ModelAdvice.of(config), config.takes(),
                (secrets, network) -> ChatModels.open(config,
                        key == null ? null : secrets.resolve(key, "model.key"), network));
        return this;
    }

    /**
     * Says what the model can be given beside text, such as the pictures that tools return; unless set, what is known of a
     * configured model, and nothing for a model of the program's own.
     */
    public AgentBuilder modelTakes(Set<ModelInput> inputs) {
        this.modelTakes = Set.copyOf(inputs);
        return this;
    }

    Set<ModelInput> takenBy(NamedModel named) {
        return modelTakes == null ? named.takes() : modelTakes;
    }

    /** Says which tool calls go ahead without asking, and whom to ask about the others; {@code ASK} and nobody unless set. */
    public AgentBuilder approval(ApprovalMode mode, ToolApprover approver) {
        this.approvalMode = mode;
        this.approver = approver;
        return this;
    }

    /**
     * Puts the questions of servers to the user. Unless set, a trusted server gets the defaults of its own form and every other
     * a refusal.
     */
    public AgentBuilder elicitor(Elicitor elicitor) {
        this.elicitor = elicitor;
        return this;
    }

    /** Tells servers of these folders, as file addresses; none unless set. */
    public AgentBuilder roots(List<URI> roots) {
        this.roots = List.copyOf(roots);
        return this;
    }

    ClientFeatures features() {
        Elicitor asked = elicitor;
        return asked == null
                ? new ClientFeatures(ClientFeatures.STANDARD.elicitor(), ClientFeatures.STANDARD.trustedElicitor(),
                        roots)
                : new ClientFeatures(asked, asked, roots);
    }

    /**
     * Asks each server that logs to do so from a level on, when it is connected to for the one who runs the program; heard as
     * {@link dev.lanyard.event.AgentEvent.ServerLogged}. Unless set, a server of MCP 2026-07-28 logs nothing, an older one what it
     * thinks right.
     */
    public AgentBuilder logLevel(LogLevel level) {
        this.logLevel = level;
        return this;
    }

    /** Follows what happens. */
    public AgentBuilder listener(AgentListener listener) {
        this.listener = AgentListener.guarded(listener);
        return this;
    }

    /** Says how each user of {@link Agent#forUser} is reached; nobody unless set. Asked once for each user. */
    public AgentBuilder users(Function<UserAssertion, UserContact> users) {
        this.users = users;
        return this;
    }

    /** Bounds the connections of users; {@link PoolLimits#STANDARD} unless set. */
    public AgentBuilder poolLimits(PoolLimits limits) {
        this.poolLimits = limits;
        return this;
    }

    /** Gives some servers a provider of the program's own; where it gives none, the configuration decides. */
    public AgentBuilder credentials(Function<ServerConfig.Http, Optional<CredentialProvider>> credentials) {
        this.credentials = credentials;
        return this;
    }

    Function<ServerConfig.Http, CredentialProvider> providers(
            Function<ServerConfig.Http, CredentialProvider> configured) {
        var own = credentials;
        return server -> own.apply(server).orElseGet(() -> configured.apply(server));
    }

    /** Where the program has a provider of its own, the configuration does not say who lists the tools either. */
    Function<ServerConfig.Http, Optional<CredentialProvider>> listers(
            Function<ServerConfig.Http, Optional<CredentialProvider>> configured) {
        var own = credentials;
        return server -> own.apply(server).isPresent() ? Optional.empty() : configured.apply(server);
    }

    /** Remembers how approved tools described themselves; as long as the agent lives unless set. */
    public AgentBuilder toolPins(ToolPinStore store) {
        this.toolPins = store;
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

    /**
     * Returns the agent. Nothing is sent before it is used; whoever builds it closes it.
     *
     * @throws dev.lanyard.config.ConfigException.Invalid if no policy is set and the environment's proxies cannot be used
     */
    public Agent build() {
        return new Agent(this);
    }
}
