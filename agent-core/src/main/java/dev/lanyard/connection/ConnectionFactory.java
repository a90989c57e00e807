package dev.lanyard.connection;

import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.transport.HttpSessionFactory;
import java.time.Duration;
import java.util.function.Function;

/** Builds connections from configuration; nothing is sent before they are opened. */
public final class ConnectionFactory {
    private final HttpSessionFactory sessions;
    private final Function<ServerConfig.Http, CredentialProvider> credentials;
    private final Duration openTimeout;
    private final AgentListener listener;
    private final ClientFeatures features;

    /**
     * Creates a factory with {@link ClientFeatures#STANDARD}.
     *
     * @param credentials returns the provider for a server
     * @param openTimeout how long a server may take to answer each step of connecting
     */
    public ConnectionFactory(HttpSessionFactory sessions, Function<ServerConfig.Http, CredentialProvider> credentials,
            Duration openTimeout, AgentListener listener) {
        this(sessions, credentials, openTimeout, listener, ClientFeatures.STANDARD);
    }

    /**
     * Creates a factory.
     *
     * @param credentials returns the provider for a server
     * @param openTimeout how long a server may take to answer each step of connecting
     */
    public ConnectionFactory(HttpSessionFactory sessions, Function<ServerConfig.Http, CredentialProvider> credentials,
            Duration openTimeout, AgentListener listener, ClientFeatures features) {
        this.features = features;
        this.sessions = sessions;
        this.credentials = credentials;
        this.openTimeout = openTimeout;
        this.listener = listener;
    }

    /** Returns a connection to a server. One of a sort that this version cannot open fails when it is opened. */
    public ServerConnection connection(ServerConfig server) {
        return switch (server) {
            case ServerConfig.Http http -> {
                CredentialProvider provider = credentials.apply(http);
                var authorizer = new ProviderAuthorizer(http.name(), http.url(), provider, listener);
                var news = new CatalogueNews();
                var session = sessions.session(http.name(), http.url(), authorizer, news,
                        features.handlers(http.name()));
                yield news.heardBy(
                        new ServerConnection(http.name(), provider.kind(), session, openTimeout, listener));
            }
            case ServerConfig.Stdio stdio ->
                new ServerConnection(stdio.name(), CredentialKind.NONE, new UnopenableSession(stdio.name()),
                        openTimeout, listener);
        };
    }
}
