package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.transport.NotificationListener;
import java.util.concurrent.CompletableFuture;

/**
 * Hears that a server's tools have changed (MCP 2025-11-25, Tools, List Changed Notification) and has the connection, which
 * is made after its session, list them again.
 */
final class CatalogueNews implements NotificationListener {
    private final CompletableFuture<ServerConnection> connection = new CompletableFuture<>();

    ServerConnection heardBy(ServerConnection made) {
        connection.complete(made);
        return made;
    }

    @Override
    public void on(String method, JsonNode params) {
        if (method.equals("notifications/tools/list_changed")) {
            var unused = connection.thenAccept(ServerConnection::refreshSoon);
        }
    }
}
