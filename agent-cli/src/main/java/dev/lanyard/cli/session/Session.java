package dev.lanyard.cli.session;

import dev.lanyard.Agent;
import dev.lanyard.AgentBuilder;
import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.prompt.ApprovalPrompt;
import dev.lanyard.cli.prompt.InputQuestion;
import dev.lanyard.config.ConfigSource;
import dev.lanyard.config.ModelConfig;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.event.AgentListener;
import dev.lanyard.tools.ToolCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Is an agent with all that it needs: its configuration, the playground if it lives there, and the user's console. */
public final class Session implements AutoCloseable {
    /** How long a command waits for servers before it goes on with those that are ready. */
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Console console;
    private final SetupFinder finder;
    private final Setup setup;
    private final Agent agent;

    private Session(Console console, SetupFinder finder, Setup setup, Agent agent) {
        this.console = console;
        this.finder = finder;
        this.setup = setup;
        this.agent = agent;
    }

    /** Opens a session for one command; the user is asked on stderr if at all. */
    public static Session oneShot(Options options, Surroundings surroundings, AgentListener listener,
            boolean needsModel) {
        return open(options, surroundings, surroundings.oneShot(), listener, needsModel);
    }

    /** Opens a session for a conversation. */
    public static Session conversation(Options options, Surroundings surroundings, Console console,
            AgentListener listener) {
        return open(options, surroundings, console, listener, true);
    }

    private static Session open(Options options, Surroundings surroundings, Console console, AgentListener listener,
            boolean needsModel) {
        SetupFinder finder = new SetupFinder(options, surroundings, console);
        try {
            Setup setup = finder.find();
            if (needsModel && setup.model().isEmpty()) {
                throw new SessionException.NoModel();
            }
            AgentBuilder builder = Agent.builder(setup.config())
                    .environment(setup.environment())
                    .inputs(new InputQuestion(console))
                    .approval(options.approval(), new ApprovalPrompt(console))
                    .listener(listener);
            setup.model().filter(unused -> needsModel).ifPresent(builder::model);
            return new Session(console, finder, setup, builder.build());
        } catch (RuntimeException e) {
            finder.close();
            throw e;
        }
    }

    /** Returns the agent. */
    public Agent agent() {
        return agent;
    }

    /** Returns the console. */
    public Console console() {
        return console;
    }

    /** Says whether the servers are the playground's. */
    public boolean playground() {
        return setup.playground();
    }

    /** Returns the configured servers by name. */
    public Map<String, ServerConfig> servers() {
        return setup.config().servers();
    }

    /**
     * Returns the connection to a server.
     *
     * @throws SessionException.NoSuchServer if the configuration has none of that name
     */
    public ServerConnection connection(String server) {
        return agent.connections()
                .find(server)
                .orElseThrow(() -> new SessionException.NoSuchServer(server, servers().keySet()));
    }

    /** Returns where the configuration comes from. */
    public ConfigSource source() {
        return setup.config().source();
    }

    /** Returns the model that answers, empty if this session has none. */
    public Optional<ModelConfig> model() {
        return setup.model();
    }

    /** Closes the agent, then the playground if this session started it. */
    @Override
    public void close() {
        agent.close();
        finder.close();
    }

    /** Returns the names that completion offers. */
    static List<String> words(@Nullable Agent agent) {
        if (agent == null) {
            return List.of();
        }
        ToolCatalogue tools = agent.tools();
        return tools.tools().stream().map(tool -> tool.shortName()).toList();
    }
}
