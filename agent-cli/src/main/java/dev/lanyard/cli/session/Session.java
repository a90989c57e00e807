package dev.lanyard.cli.session;

import dev.lanyard.Agent;
import dev.lanyard.AgentBuilder;
import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.prompt.ApprovalPrompt;
import dev.lanyard.cli.prompt.Browser;
import dev.lanyard.cli.prompt.ConsoleElicitor;
import dev.lanyard.cli.prompt.InputQuestion;
import dev.lanyard.cli.prompt.PlaygroundRobot;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.ConfigSource;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.credential.Account;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.LogLevel;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.tools.ToolPinStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Is an agent with all that it needs: its configuration, the playground if it lives there, and the user's console. */
public final class Session implements AutoCloseable {
    /** How long a chat waits for servers before it goes on with those that are ready. */
    static final Duration PATIENCE = Duration.ofSeconds(3);
    /** How long it waits where a sign-in is wanted; without one, a server fails much earlier. */
    private static final Duration SIGN_IN_PATIENCE = Duration.ofMinutes(10);

    private final SetupFinder finder;
    private final Setup setup;
    private final Agent agent;
    private final Catalogue catalogue;
    private final SignInGate signIns;
    private final Account account;
    private final StoredTokens stored;
    private final Duration patience;
    private final ClosedAtExit closing;

    private Session(SetupFinder finder, Setup setup, Agent agent, SignInGate signIns, Account account,
            StoredTokens stored, Duration patience) {
        this.finder = finder;
        this.setup = setup;
        this.agent = agent;
        this.signIns = signIns;
        this.account = account;
        this.stored = stored;
        this.patience = patience;
        this.catalogue = new Catalogue(agent, System::nanoTime);
        this.closing = ClosedAtExit.of(this::closeAll);
    }

    /**
     * Opens a session for one command; the user is asked on stderr if at all.
     *
     * @param needsModel whether the command talks to a model
     */
    public static Session oneShot(Options options, Surroundings surroundings, AgentListener listener,
            boolean needsModel) {
        return begin(options, surroundings, surroundings.oneShot(), listener, needsModel)
                .open(options.timeouts().patience(PATIENCE));
    }

    /** Begins a session: asks the user what must be asked, and starts what takes its time without waiting for it. */
    static Beginning begin(Options options, Surroundings surroundings, Console console, AgentListener listener,
            boolean needsModel) {
        SetupFinder finder = new SetupFinder(options, surroundings, console);
        try {
            SetupFinder.Plan plan = finder.plan();
            if (needsModel && !plan.hasModel()) {
                throw new SessionException.NoModel();
            }
            return new Beginning(options, console, surroundings.browser(),
                    gate(options, surroundings, console, finder, plan.playground()), listener, needsModel, finder, plan,
                    new ToolPinFile(surroundings.folders().state()), StoredTokens.in(surroundings.folders(), console));
        } catch (RuntimeException e) {
            finder.close();
            throw e;
        }
    }

    /** Who named servers wants them; a robot is never disturbed. */
    private static SignInGate gate(Options options, Surroundings surroundings, Console console, SetupFinder finder,
            boolean playground) {
        String user = options.playgroundUser();
        UnaryOperator<String> remedy = server -> SignInRemedy.sentence(server, options.account(), playground);
        return user == null
                ? new SignInGate(surroundings.interaction(console, options.signIn(), options.account()),
                        !options.servers().isEmpty(), remedy)
                : new SignInGate(new PlaygroundRobot(user, finder::playgroundIssuer), true, remedy);
    }

    /** Is a session that has begun and is not yet open. */
    record Beginning(Options options, Console console, Browser browser, SignInGate signIns,
            AgentListener listener, boolean needsModel, SetupFinder finder, SetupFinder.Plan plan, ToolPinStore pins,
            StoredTokens stored) {
        /**
         * Waits for what was started, and returns the session. Closes everything if that fails.
         *
         * @param patience how long {@link #connect} waits for servers that nobody named
         */
        Session open(Duration patience) {
            try {
                Setup setup = finder.setup(plan);
                AgentBuilder builder = Agent.builder(setup.config())
                        .environment(setup.environment())
                        .network(setup.network())
                        .inputs(new InputQuestion(console))
                        .interaction(signIns)
                        .account(options.account())
                        .approval(options.approval(), new ApprovalPrompt(console))
                        // What the playground's tools say, and what its issuer gives, lasts no longer than the playground.
                        .toolPins(setup.playground() ? ToolPinStore.inMemory() : pins)
                        .tokenStore(setup.playground() ? TokenStore.inMemory() : stored.store())
                        .roots(options.rootAddresses())
                        .listener(listener);
                if (console.interactive()) {
                    builder.elicitor(new ConsoleElicitor(console, browser));
                }
                options.timeouts().applyTo(builder);
                if (options.verbose()) {
                    builder.logLevel(LogLevel.INFO);
                }
                setup.model().filter(unused -> needsModel).ifPresent(builder::model);
                return new Session(finder, setup, builder.build(), signIns, options.account(), stored, patience);
            } catch (RuntimeException e) {
                finder.close();
                throw e;
            }
        }
    }

    /** Returns the agent. */
    public Agent agent() {
        return agent;
    }

    /** Says whether a sign-in that a server wants from now on is put to the user; at first only if servers were named. */
    public void welcomeSignIns(boolean welcome) {
        signIns.welcome(welcome);
    }

    /**
     * Connects to the servers, and waits for all that were named or that a robot signs in to; otherwise for 3 seconds, or, in a
     * single command, as long as the user lets them take.
     */
    public void connect() {
        agent.connect(signIns.always() ? SIGN_IN_PATIENCE : patience);
    }

    /** Has the user sign in to a server now, and connects to it. */
    public void login(String server) {
        ServerConnection connection = connection(server);
        signIns.welcome(true);
        try {
            agent.login(server);
            var unused = connection.open();
        } finally {
            signIns.welcome(false);
        }
    }

    /** Returns what to do for a server that needs a sign-in, in a few words. */
    public String signInRemedy(String server) {
        return SignInRemedy.words(server, account, setup.playground());
    }

    /** Returns how a server is named where it matters which account is meant, such as {@code 'mail' as account 'work'}. */
    public String named(String server) {
        return "'" + server + "'" + (account.isDefault() ? "" : " as account '" + account.name() + "'");
    }

    /** Says whether what users sign in for is there for later processes. */
    public boolean tokensLast() {
        return !setup.playground() && stored.store().lasts();
    }

    /** Returns the folder that tokens are kept in where that is possible. */
    public Path tokenFolder() {
        return stored.folder();
    }

    /** Returns where tokens are kept that outlive the process if they can, in words. */
    public String tokenPlace() {
        if (setup.playground()) {
            return "in memory, until this command and its playground end";
        }
        return tokensLast()
                ? stored.folder() + ", encrypted"
                : "in memory, until this command ends: nothing can be stored in " + stored.folder();
    }

    /** Says whether the servers are the playground's. */
    public boolean playground() {
        return setup.playground();
    }

    /** Returns how addresses are reached that the user names, without any configured server being used. */
    public static HttpPolicy network(Options options, Surroundings surroundings) {
        try (SetupFinder finder = new SetupFinder(options, surroundings, surroundings.oneShot())) {
            return finder.network();
        }
    }

    /** Returns how servers and issuers are reached. */
    public HttpPolicy network() {
        return setup.network();
    }

    /** Returns the configuration: the servers chosen, and every identity. */
    public AgentConfig config() {
        return setup.config();
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

    /** Closes the agent, then the playground if this session started it; a signal that ends the process does so too. */
    @Override
    public void close() {
        closing.close();
    }

    private void closeAll() {
        catalogue.close();
        agent.close();
        finder.close();
    }

    /** Says whether a signal ends the process: what a session's user sees fail then was closed on purpose. */
    public static boolean isEnding() {
        return ClosedAtExit.isEnding();
    }

    /** Returns what the servers offer beside tools. */
    Catalogue catalogue() {
        return catalogue;
    }
}
