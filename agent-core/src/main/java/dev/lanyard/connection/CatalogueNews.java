package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.LogLevel;
import dev.lanyard.transport.NotificationListener;
import java.util.concurrent.CompletableFuture;

/**
 * Hears that a server's tools have changed (MCP 2025-11-25, Tools, List Changed Notification) and has the connection, which
 * is made after its session, list them again; passes on what the server logs (MCP 2025-11-25, Logging) and which resources it
 * has changed (Resources, Subscriptions).
 */
final class CatalogueNews implements NotificationListener {
    private static final int MAX_TEXT = 2000;
    private static final int MAX_LOGGER = 100;
    private static final int MAX_URI = 8192;

    private final CompletableFuture<ServerConnection> connection = new CompletableFuture<>();
    private final String server;
    private final AgentListener listener;

    CatalogueNews(String server, AgentListener listener) {
        this.server = server;
        this.listener = listener;
    }

    ServerConnection heardBy(ServerConnection made) {
        connection.complete(made);
        return made;
    }

    @Override
    public void on(String method, JsonNode params) {
        if (method.equals("notifications/tools/list_changed")) {
            var unused = connection.thenAccept(ServerConnection::refreshSoon);
        } else if (method.equals("notifications/resources/updated")) {
            String uri = params.path("uri").asText("");
            // One that is cut would name another resource.
            if (!uri.isBlank() && uri.length() <= MAX_URI) {
                String plain = BoundedText.of(uri, MAX_URI).replaceAll("[\\n\\t]", "");
                listener.on(new AgentEvent.ResourceUpdated(server, plain));
            }
        } else if (method.equals("notifications/message")) {
            JsonNode data = params.path("data");
            String text = data.isTextual() ? data.textValue() : data.toString();
            listener.on(new AgentEvent.ServerLogged(server,
                    LogLevel.of(params.path("level").asText()).orElse(LogLevel.INFO),
                    cut(params.path("logger").asText(""), MAX_LOGGER), cut(text, MAX_TEXT)));
        }
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
