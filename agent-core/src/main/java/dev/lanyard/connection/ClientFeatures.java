package dev.lanyard.connection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.transport.ServerRequestHandler;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Is what servers may ask of the client. Sampling is not offered: a server that asks for it gets an error.
 *
 * @param elicitor puts questions to the user
 * @param trustedElicitor answers for servers that the user marked trusted
 * @param roots folders that servers may know of, as file addresses; none are announced if there are none
 */
public record ClientFeatures(Elicitor elicitor, Elicitor trustedElicitor, List<URI> roots) {
    /** Nobody to ask and no folders: a trusted server gets the defaults of its own form, every other a refusal. */
    public static final ClientFeatures STANDARD = new ClientFeatures(Elicitor.nobody(), Elicitor.defaults(), List.of());

    public ClientFeatures {
        roots = List.copyOf(roots);
    }

    Map<String, ServerRequestHandler> handlers(ServerConfig server) {
        Map<String, ServerRequestHandler> handlers = new LinkedHashMap<>();
        handlers.put("elicitation/create",
                new ElicitationHandler(server.name(), server.trusted() ? trustedElicitor : elicitor));
        if (!roots.isEmpty()) {
            // MCP 2025-11-25, Roots.
            handlers.put("roots/list", params -> listed());
        }
        return handlers;
    }

    private ObjectNode listed() {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode list = result.putArray("roots");
        roots.forEach(root -> {
            ObjectNode entry = list.addObject().put("uri", root.toString());
            String name = name(root);
            if (!name.isEmpty()) {
                entry.put("name", name);
            }
        });
        return result;
    }

    /** Returns the last part of an address's path, empty if it has none. */
    private static String name(URI root) {
        String path = root.getPath() == null ? "" : root.getPath().replaceFirst("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
