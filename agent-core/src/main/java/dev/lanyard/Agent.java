package dev.lanyard;

import dev.langchain4j.service.tool.ToolProvider;
import dev.lanyard.assistant.Assistant;
import dev.lanyard.assistant.Conversation;
import dev.lanyard.assistant.Toolbox;
import dev.lanyard.assistant.Turn;
import dev.lanyard.assistant.TurnResult;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ConnectionFactory;
import dev.lanyard.connection.Connections;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.Secret;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.oauth.OAuthContext;
import dev.lanyard.resolution.CredentialResolver;
import dev.lanyard.resolution.SecretResolver;
import dev.lanyard.tools.Approval;
import dev.lanyard.tools.McpTools;
import dev.lanyard.tools.OfferedTool;
import dev.lanyard.tools.ToolCaller;
import dev.lanyard.tools.ToolCatalogue;
import dev.lanyard.tools.ToolResult;
import dev.lanyard.transport.ClientInfo;
import dev.lanyard.transport.StdioCommand;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Is an assistant whose tools live on the configured MCP servers, each reached with its own kind of credential.
 *
 * <p>Thread-safe, apart from {@link #chat}, which takes one turn at a time. Whoever builds an agent closes it.
 */
public final class Agent implements AutoCloseable {
    private static final int NO_TURN = 0;

    private final Connections connections;
    private final Map<String, ServerConfig> servers;
    private final Map<String, CredentialProvider> providers;
    private final SecretResolver secrets;
    private final ToolCaller caller;
    private final Toolbox toolbox;
    private final Conversation conversation = new Conversation();
    private final @Nullable Assistant assistant;

    Agent(AgentBuilder builder) {
        AgentConfig config = builder.config;
        secrets = new SecretResolver(config.source().label(), builder.environment, config.inputs(), builder.inputs);
        CredentialResolver resolver = new CredentialResolver(config.identities(), secrets,
                new CredentialCache(builder.clock),
                new OAuthContext(HttpPolicy.direct(), builder.tokenStore, builder.interaction, builder.clock),
                builder.listener, builder.clock);
        Map<String, CredentialProvider> made = new LinkedHashMap<>();
        ConnectionFactory factory = ConnectionFactory.builder(new ClientInfo("lanyard", Version.current()))
                .limits(builder.limits)
                .openTimeout(builder.openTimeout)
                .listener(builder.listener)
                .credentials(server -> made.computeIfAbsent(server.name(), unused -> resolver.resolve(server)))
                .commands(this::command)
                .build();
        connections = new Connections(config.servers().values().stream().map(factory::connection).toList());
        servers = config.servers();
        providers = Map.copyOf(made);
        caller = new ToolCaller(new Approval(builder.approvalMode, builder.approver), builder.callTimeout,
                builder.listener);
        Set<String> trusted = config.servers()
                .values()
                .stream()
                .filter(ServerConfig::trusted)
                .map(ServerConfig::name)
                .collect(Collectors.toUnmodifiableSet());
        toolbox = new Toolbox(connections, trusted, caller);
        AgentBuilder.NamedModel model = builder.model;
        assistant = model == null
                ? null
                : new Assistant(model.source().apply(this), model.name(), toolbox, conversation, builder.listener);
    }

    /** Returns a builder for an agent with the given servers and identities. */
    public static AgentBuilder builder(AgentConfig config) {
        return new AgentBuilder(config);
    }

    private StdioCommand command(ServerConfig.Stdio server) {
        String place = "servers." + server.name();
        List<Secret> arguments = server.args().stream().map(part -> secrets.resolve(part, place + ".args")).toList();
        Map<String, Secret> environment = new LinkedHashMap<>();
        server.env().forEach((name, value) -> environment.put(name, secrets.resolve(value, place + ".env." + name)));
        return new StdioCommand(server.command(), arguments, environment, server.cwd());
    }

    SecretResolver secrets() {
        return secrets;
    }

    /** Returns the connections, one for each configured server, whatever its state. */
    public Connections connections() {
        return connections;
    }

    /**
     * Connects to every server at once and waits at most the given time; those that take longer go on behind. A server that
     * fails costs the others nothing: its state and an event tell why.
     */
    public void connect(Duration patience) {
        connections.openAll(patience);
    }

    /** Returns the tools of the servers that are ready now. */
    public ToolCatalogue tools() {
        return toolbox.tools();
    }

    /** Returns the tools of the servers that are ready now, for LangChain4j's {@code AiServices}. */
    public ToolProvider toolProvider() {
        return new McpTools(this::tools, caller);
    }

    /** Returns what has been said so far. */
    public Conversation conversation() {
        return conversation;
    }

    /**
     * Answers the user with the help of the tools that are ready now. Blocks until the answer is complete.
     *
     * @throws dev.lanyard.assistant.ModelException if the model gives no answer
     * @throws IllegalStateException if the agent was built without a model
     */
    public TurnResult chat(String text) {
        return chat(text, new Turn());
    }

    /**
     * Answers the user; the turn can be cancelled from another thread.
     *
     * @throws dev.lanyard.assistant.ModelException if the model gives no answer or the turn is cancelled
     * @throws IllegalStateException if the agent was built without a model
     */
    public TurnResult chat(String text, Turn turn) {
        if (assistant == null) {
            throw new IllegalStateException("This agent was built without a model");
        }
        return assistant.turn(text, turn);
    }

    /**
     * Calls one tool without a model, after connecting to its server if need be.
     *
     * @param tool the tool's name at its server
     * @param arguments a JSON object
     * @return how it ended, empty if the configuration has no such server or the server no such tool
     * @throws dev.lanyard.error.AgentException if the server cannot be used
     */
    public Optional<ToolResult> call(String server, String tool, String arguments, Turn turn) {
        var connection = connections.find(server);
        if (connection.isEmpty()) {
            return Optional.empty();
        }
        var unused = connection.get().open();
        Optional<OfferedTool> offered = tools().find(server, tool);
        return offered.map(found -> caller.call(NO_TURN, "call", found, arguments, turn::started));
    }

    /**
     * Has the user sign in to a server now, whatever is kept for it. Blocks until that is done.
     *
     * @throws dev.lanyard.error.AgentException if it is not done, or the server is one that nobody signs in to
     * @throws IllegalArgumentException if the configuration has no such server
     */
    public void login(String server) {
        signable(server).signIn(request(server));
    }

    /**
     * Forgets what is kept for a server, and revokes it where its issuer allows that. Blocks.
     *
     * @throws dev.lanyard.error.AgentException if the issuer cannot be asked; what was kept is forgotten all the same
     * @throws IllegalArgumentException if the configuration has no such server
     */
    public void logout(String server) {
        signable(server).signOut(request(server));
    }

    private CredentialProvider signable(String server) {
        CredentialProvider provider = providers.get(server);
        if (provider != null) {
            return provider;
        }
        if (!servers.containsKey(server)) {
            throw new IllegalArgumentException("There is no server '" + server + "'");
        }
        return CredentialProvider.of(CredentialKind.NONE, request -> new Credential.None());
    }

    private CredentialRequest request(String server) {
        return CredentialRequest.first(server, servers.get(server) instanceof ServerConfig.Http http
                ? http.url()
                : URI.create("stdio:" + server));
    }

    @Override
    public void close() {
        connections.close();
    }
}
