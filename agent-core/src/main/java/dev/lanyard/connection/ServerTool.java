package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Is a tool as its server describes it (MCP 2025-11-25, Tools). Every text is the server's own and not to be trusted.
 *
 * @param name unique within its server: letters, digits, {@code _}, {@code -}, {@code .}
 * @param description what it does, empty if the server does not say
 * @param inputSchema JSON Schema of an object, as sent
 * @param outputSchema JSON Schema of the structured result, as sent, a missing node if there is none
 * @param annotations hints such as {@code readOnlyHint}, a missing node if there are none
 */
public record ServerTool(String name, String description, ObjectNode inputSchema, JsonNode outputSchema,
        JsonNode annotations) {
    /** Creates a tool that says nothing of its structured result. */
    public ServerTool(String name, String description, ObjectNode inputSchema, JsonNode annotations) {
        this(name, description, inputSchema, MissingNode.getInstance(), annotations);
    }

    /** Says whether the server claims that the tool changes nothing. Counts only if the user trusts the server. */
    public boolean claimsReadOnly() {
        return annotations.path("readOnlyHint").asBoolean(false);
    }

    /**
     * Says whether the server claims that a second call with the same arguments changes nothing more. A server that lies
     * harms only what is its own, so that no trust is needed.
     */
    public boolean claimsIdempotent() {
        return annotations.path("idempotentHint").asBoolean(false);
    }
}
