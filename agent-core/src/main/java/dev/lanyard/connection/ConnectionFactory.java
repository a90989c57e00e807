package dev.lanyard.connection;

import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.event.LogLevel;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.transport.ClientInfo;
import dev.lanyard.transport.HttpSessionFactory;
import dev.lanyard.transport.Limits;
import dev.lanyard.transport.McpSession;
import dev.lanyard.transport.StdioCommand;
import dev.lanyard.transport.StdioSessionFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds connections from configuration; nothing is sent before they are opened. */
public final class ConnectionFactory {
    private static final CredentialProvider NOTHING = CredentialProvider.of(CredentialKind.NONE,
            request -> new Credential.None());

    private final HttpSessionFactory sessions;
    private final StdioSessionFactory processes;
    private final Function<ServerConfig.Http, CredentialProvider> credentials;
    private final Function<ServerConfig.Stdio, StdioCommand> commands;
    private final Duration openTimeout;
    private final AgentListener listener;
    private final ClientFeatures features;
    private final Map<ServerConfig.Http, CredentialProvider> providers;
    private final @Nullable UserAssertion user;
    private final Supplier<ConnectionUse> uses;
    private final @Nullable LogLevel logLevel;

    private final Clock clock;
    private final ToolListers listers;
    /** One for each address, whoever calls: whether a server can be reached is the same for all. */
    private final Map<URI, Breaker> breakers;

    private ConnectionFactory(ConnectionFactory shared, UserAssertion user, Tenant tenant, ClientFeatures features,
            AgentListener listener) {
        this.sessions = shared.sessions;
        this.processes = shared.processes;
        this.credentials = shared.credentials;
        this.commands = shared.commands;
        this.openTimeout = shared.openTimeout;
        this.listener = AgentListener.guarded(listener);
        this.features = features;
        this.providers = shared.providers;
        this.user = user;
        this.uses = tenant::seat;
        this.logLevel = null;
        this.clock = shared.clock;
        this.breakers = shared.breakers;
        this.listers = shared.listers;
    }

    private ConnectionFactory(Builder builder) {
        this.sessions = HttpSessionFactory.of(builder.info, builder.limits, builder.network);
        this.processes = new StdioSessionFactory(builder.info, builder.limits);
        this.credentials = builder.credentials;
        this.commands = builder.commands;
        this.openTimeout = builder.openTimeout;
        this.listener = builder.listener;
        this.features = builder.features;
        this.providers = new ConcurrentHashMap<>();
        this.user = null;
        this.uses = ConnectionUse::owned;
        this.logLevel = builder.logLevel;
        this.clock = builder.clock;
        this.breakers = new ConcurrentHashMap<>();
        this.listers = new ToolListers(sessions, builder.listers, listener);
    }

    /**
     * Returns a factory for the connections of one user, which have sessions and catalogues of their own.
     *
     * @param tenant the user's place in the pool that closes what is idle
     * @param features what servers may ask of this user
     * @param listener follows what happens for this user
     */
    public ConnectionFactory forUser(UserAssertion user, Tenant tenant, ClientFeatures features,
            AgentListener listener) {
        return new ConnectionFactory(this, user, tenant, features, listener);
    }

    /** Returns a builder for a factory whose connections introduce themselves as the given client and go by the clock. */
    public static Builder builder(ClientInfo info, Clock clock) {
        return new Builder(info, clock);
    }

    /** Collects what connections are made of. */
    public static final class Builder {
        private final ClientInfo info;
        private final Clock clock;
        private Limits limits = Limits.STANDARD;
        private HttpPolicy network = HttpPolicy.direct();
        private Duration openTimeout = Duration.ofSeconds(10);
        private AgentListener listener = AgentListener.none();
        private ClientFeatures features = ClientFeatures.STANDARD;
        private @Nullable LogLevel logLevel;
        private Function<ServerConfig.Http, CredentialProvider> credentials = server -> NOTHING;
        private Function<ServerConfig.Http, Optional<CredentialProvider>> listers = server -> Optional.empty();
        private Function<ServerConfig.Stdio, StdioCommand> commands = server -> {
            throw new ConnectionException.NotUsable(server.name(),
                    "Server '" + server.name() + "' is started by a command (stdio), which is not allowed here.",
                    "Use its HTTP address, or remove the entry.");
        };

        private Builder(ClientInfo info, Clock clock) {
            this.info = info;
            this.clock = clock;
        }

        /** Bounds what a server can make the client hold; {@link Limits#STANDARD} unless set. */
        public Builder limits(Limits limits) {
            this.limits = limits;
            return this;
        }

        /** Reaches servers as the policy says; directly unless set. */
        public Builder network(HttpPolicy network) {
            this.network = network;
            return this;
        }

        /** Waits this long for connecting and listing the tools, all in all; 10 s unless set. */
        public Builder openTimeout(Duration timeout) {
            this.openTimeout = timeout;
            return this;
        }

        /** Follows what happens. */
        public Builder listener(AgentListener listener) {
            this.listener = AgentListener.guarded(listener);
            return this;
        }

        /** Says what servers may ask of the client; {@link ClientFeatures#STANDARD} unless set. */
        public Builder features(ClientFeatures features) {
            this.features = features;
            return this;
        }

        /** Asks servers that log to do so from a level on, but not for users; what servers think right unless set. */
        public Builder logLevel(@Nullable LogLevel level) {
            this.logLevel = level;
            return this;
        }

        /** Finds the provider for each server; none presents anything unless set. */
        public Builder credentials(Function<ServerConfig.Http, CredentialProvider> credentials) {
            this.credentials = credentials;
            return this;
        }

        /** Finds what lists a server's tools in place of each caller; none does unless set. No call is ever made with it. */
        public Builder listers(Function<ServerConfig.Http, Optional<CredentialProvider>> listers) {
            this.listers = listers;
            return this;
        }

        /** Turns an entry into a command, just before it is started; no command is ever started unless this is set. */
        public Builder commands(Function<ServerConfig.Stdio, StdioCommand> commands) {
            this.commands = commands;
            return this;
        }

        /** Returns the factory. */
        public ConnectionFactory build() {
            return new ConnectionFactory(this);
        }
    }

    /** Returns what gives a server its credential, the same for every connection. */
    public CredentialProvider provider(ServerConfig.Http server) {
        return providers.computeIfAbsent(server, credentials);
    }

    /** Returns a connection to a server, which nobody has spoken to yet. */
    public ServerConnection connection(ServerConfig server) {
        return switch (server) {
            case ServerConfig.Http http -> {
                CredentialProvider provider = provider(http);
                var authorizer = new ProviderAuthorizer(http.name(), http.url(), user, provider, listener);
                var news = new CatalogueNews(server.name(), listener);
                var own = logged(
                        sessions.session(http.name(), http.url(), authorizer, news, features.handlers(http)));
                var session = listers.beside(own, http, news, user == null);
                Breaker breaker = breakers.computeIfAbsent(http.url(), url -> new Breaker(clock));
                yield news.heardBy(new ServerConnection(http.name(), provider, session, openTimeout, listener,
                        uses.get(), breaker));
            }
            case ServerConfig.Stdio stdio -> {
                var news = new CatalogueNews(server.name(), listener);
                var session = logged(processes.session(stdio.name(), () -> commands.apply(stdio), news,
                        features.handlers(stdio)));
                yield news.heardBy(new ServerConnection(stdio.name(), NOTHING, session, openTimeout,
                        listener, uses.get(), new Breaker(clock)));
            }
        };
    }

    private McpSession logged(McpSession session) {
        LogLevel level = logLevel;
        return level == null ? session : new LoggingSession(session, level);
    }
}
