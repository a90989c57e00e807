package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.event.AgentListener;
import dev.lanyard.transport.HttpSessionFactory;
import dev.lanyard.transport.McpSession;
import dev.lanyard.transport.NotificationListener;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Holds the sessions in which the application itself lists the tools of servers whose list needs no user: one for each server,
 * for all its users. Thread-safe.
 */
final class ToolListers {
    private final HttpSessionFactory sessions;
    private final Function<ServerConfig.Http, Optional<CredentialProvider>> providers;
    private final AgentListener listener;
    private final Map<ServerConfig.Http, Optional<Lister>> listers = new ConcurrentHashMap<>();

    /** One server's; its news go to every connection whose tools it lists. */
    private record Lister(McpSession session, Audience audience) {}

    ToolListers(HttpSessionFactory sessions, Function<ServerConfig.Http, Optional<CredentialProvider>> providers,
            AgentListener listener) {
        this.sessions = sessions;
        this.providers = providers;
        this.listener = listener;
    }

    /**
     * Returns a caller's session as it is, or with its tools listed by the application if the server's entry says so.
     *
     * @param last whether the application's session ends with this one
     */
    McpSession beside(McpSession caller, ServerConfig.Http server, NotificationListener news, boolean last) {
        Optional<Lister> lister = listers.computeIfAbsent(server, this::made);
        lister.ifPresent(one -> one.audience().hearing.add(news));
        return lister.<McpSession>map(one -> new ListedSession(one.session(), caller, last)).orElse(caller);
    }

    private Optional<Lister> made(ServerConfig.Http server) {
        return providers.apply(server).map(provider -> {
            Audience audience = new Audience();
            var authorizer = new ProviderAuthorizer(server.name(), server.url(), null, provider, listener);
            return new Lister(sessions.session(server.name(), server.url(), authorizer, audience, Map.of()), audience);
        });
    }

    /** Tells those connections of changes that are still there. */
    private static final class Audience implements NotificationListener {
        private final Set<NotificationListener> hearing = Collections
                .synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

        @Override
        public void on(String method, JsonNode params) {
            if (method.equals("notifications/tools/list_changed")) {
                List<NotificationListener> present;
                synchronized (hearing) {
                    present = List.copyOf(hearing);
                }
                present.forEach(news -> news.on(method, params));
            }
        }
    }
}
