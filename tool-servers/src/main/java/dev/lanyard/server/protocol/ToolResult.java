package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a tool came to (MCP 2025-11-25, Tools, tool result).
 *
 * @param text the result for the model to read
 * @param structured the result for programs, which fits the tool's output schema, or null if there is none
 * @param failed whether the call failed in a way that the model may correct
 */
public record ToolResult(String text, @Nullable ObjectNode structured, boolean failed) {
    /** Copies the structured result. */
    public ToolResult {
        structured = structured == null ? null : structured.deepCopy();
    }

    /** Returns a result of text and of structure. */
    public static ToolResult of(String text, ObjectNode structured) {
        return new ToolResult(text, structured, false);
    }

    /** Returns a structured result, whose JSON is the text as well, for clients that read only text. */
    public static ToolResult of(ObjectNode structured) {
        return of(StrictJson.text(structured), structured);
    }

    /** Returns a failure: what is wrong with the call and how to correct it, in whole sentences for the model. */
    public static ToolResult error(String text) {
        return new ToolResult(text, null, true);
    }

    ObjectNode toJson() {
        ObjectNode json = StrictJson.object();
        json.putArray("content").addObject().put("type", "text").put("text", text);
        if (structured != null) {
            json.set("structuredContent", structured);
        }
        return json.put("isError", failed);
    }
}
