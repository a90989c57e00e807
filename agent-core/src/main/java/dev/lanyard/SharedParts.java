package dev.lanyard;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.lanyard.assistant.Assistant;
import dev.lanyard.assistant.Conversation;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ClientFeatures;
import dev.lanyard.connection.ConnectionFactory;
import dev.lanyard.connection.ConnectionPool;
import dev.lanyard.connection.Tenant;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.oauth.OAuthContext;
import dev.lanyard.resolution.CredentialResolver;
import dev.lanyard.resolution.SecretResolver;
import dev.lanyard.transport.ClientInfo;
import dev.lanyard.transport.StdioCommand;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Is what an agent and its users share: configuration, secrets, the model, the pool. Never a connection or a catalogue. */
final class SharedParts implements AutoCloseable {
    private final AgentBuilder builder;
    private final HttpPolicy network;
    private final SecretResolver secrets;
    private final OAuthContext signIns;
    private final ConnectionFactory factory;
    private final ConnectionPool pool;
    private final CallerParts own;
    private final UserRegistry<CallerParts> users = new UserRegistry<>();
    private @Nullable StreamingChatModel model;

    SharedParts(AgentBuilder builder) {
        this.builder = builder;
        AgentConfig config = builder.config;
        network = builder.network();
        secrets = new SecretResolver(config.source().label(), builder.environment, config.inputs(), builder.inputs);
        signIns = new OAuthContext(network, builder.tokenStore, builder.interaction, builder.clock, builder.account);
        CredentialResolver resolver = new CredentialResolver(config.identities(), secrets,
                new CredentialCache(builder.clock), signIns, builder.listener);
        factory = ConnectionFactory.builder(new ClientInfo("lanyard", Version.current()), builder.clock)
                .limits(builder.limits)
                .network(network)
                .openTimeout(builder.openTimeout)
                .listener(builder.listener)
                .features(builder.features())
                .logLevel(builder.logLevel)
                .credentials(builder.providers(resolver::resolve))
                .listers(builder.listers(resolver::lister))
                .commands(this::command)
                .build();
        pool = new ConnectionPool(builder.poolLimits, builder.clock);
        own = new CallerParts(builder, factory, builder.approver, builder.listener, "");
    }

    private StdioCommand command(ServerConfig.Stdio server) {
        String place = "servers." + server.name();
        List<Secret> arguments = server.args().stream().map(part -> secrets.resolve(part, place + ".args")).toList();
        Map<String, Secret> environment = new LinkedHashMap<>();
        server.env().forEach((name, value) -> environment.put(name, secrets.resolve(value, place + ".env." + name)));
        List<Secret> hidden = server.secrets(builder.config.inputs())
                .stream()
                .flatMap(part -> secrets.part(part, place).stream())
                .toList();
        return new StdioCommand(server.command(), arguments, environment, server.cwd(), hidden);
    }

    /** Returns the parts of the one who runs the program. */
    CallerParts own() {
        return own;
    }

    /** Returns the parts of a user, the same as long as they are in use. */
    CallerParts of(UserAssertion user) {
        return users.get(user.cacheUser(), () -> {
            UserContact contact = builder.users.apply(user);
            Tenant tenant = pool.tenant();
            ClientFeatures features = new ClientFeatures(contact.elicitor(), contact.elicitor(), List.of());
            ConnectionFactory connections = factory.forUser(user, tenant, features, contact.listener());
            CallerParts parts = new CallerParts(builder, connections, contact.approver(), contact.listener(),
                    user.subject());
            tenant.keep(parts);
            return parts.closedBy(tenant::clear);
        });
    }

    /**
     * Returns what gives a server its credential.
     *
     * @throws IllegalArgumentException if the configuration has no such server
     */
    CredentialProvider provider(String server) {
        return switch (builder.config.servers().get(server)) {
            case ServerConfig.Http http -> factory.provider(http);
            case ServerConfig.Stdio stdio ->
                CredentialProvider.of(CredentialKind.NONE, request -> new Credential.None());
            case null -> throw new IllegalArgumentException("There is no server '" + server + "'");
        };
    }

    /** Returns the request of the one who runs the program for a server's credential. */
    CredentialRequest request(String server) {
        return CredentialRequest.first(server, builder.config.servers().get(server) instanceof ServerConfig.Http http
                ? http.url()
                : URI.create("stdio:" + server));
    }

    /** Closes the connections of a user. */
    void forget(UserAssertion user) {
        users.find(user.cacheUser()).ifPresent(CallerParts::close);
    }

    /** Returns an assistant for one conversation, empty if there is no model. */
    Optional<Assistant> assistant(CallerParts parts, Conversation conversation) {
        AgentBuilder.NamedModel named = builder.model;
        return named == null
                ? Optional.empty()
                : Optional.of(new Assistant(model(named), named.name(), named.advice(), parts.toolbox(),
                        conversation, parts.listener(), builder.takenBy(named)));
    }

    private synchronized StreamingChatModel model(AgentBuilder.NamedModel named) {
        StreamingChatModel opened = model;
        if (opened == null) {
            opened = named.source().apply(secrets, network);
            model = opened;
        }
        return opened;
    }

    Duration callTimeout() {
        return builder.callTimeout;
    }

    Duration openTimeout() {
        return builder.openTimeout;
    }

    @Override
    public void close() {
        own.close();
        pool.close();
        signIns.close();
    }
}
