package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;

/** Hears what a server tells on its own account, apart from progress, which goes to the {@link Call} it is about. */
@FunctionalInterface
public interface NotificationListener {
    /**
     * Receives one notification; must be thread-safe and quick.
     *
     * @param method such as {@code notifications/tools/list_changed}
     * @param params the parameters, a missing node if there are none
     */
    void on(String method, JsonNode params);
}
