package dev.lanyard.server.authorization;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Knows the clients: those configured, those registered, those whose id is the address of their document. Thread-safe. */
final class Clients {
    private static final Duration LIFETIME = Duration.ofDays(90);
    private static final int LIMIT = 1_000;

    private final Map<String, Client> configured;
    private final ExpiringStore<Client> registered;
    private final ClientDocuments documents;

    Clients(AuthorizationSettings settings) {
        this.configured = settings.clients().stream().collect(Collectors.toMap(Client::id, Function.identity()));
        this.registered = new ExpiringStore<>(settings.clock(), LIMIT);
        this.documents = new ClientDocuments(settings.documents(), settings.clock());
    }

    void add(Client client) {
        registered.put(client.id(), client, LIFETIME);
    }

    /** Returns a client by its id; fetches its document if the id is a URL, which may block. */
    Client find(String id) {
        Client known = configured.get(id);
        if (known != null) {
            return known;
        }
        return ClientDocuments.isUrl(id)
                ? documents.find(id)
                : registered.find(id)
                        .orElseThrow(() -> OAuthRefusal.client("The client is not known here. Register it again."));
    }
}
