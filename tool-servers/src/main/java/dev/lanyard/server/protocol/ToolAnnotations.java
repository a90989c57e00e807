package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;

/**
 * Hints on what a tool does to the world (MCP 2025-11-25, Tools, annotations).
 *
 * @param readOnly whether it changes nothing
 * @param destructive whether it may delete or overwrite; of meaning only if it is not read-only
 * @param idempotent whether a second call with the same arguments changes nothing more
 * @param openWorld whether it deals with anything outside this server
 */
public record ToolAnnotations(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {
    /** The hints for a tool that only computes: it changes nothing and touches nothing outside. */
    public static final ToolAnnotations PURE = new ToolAnnotations(true, false, true, false);

    ObjectNode toJson() {
        return StrictJson.object()
                .put("readOnlyHint", readOnly)
                .put("destructiveHint", destructive)
                .put("idempotentHint", idempotent)
                .put("openWorldHint", openWorld);
    }
}
