package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a tool came to (MCP 2025-11-25, Tools, tool result).
 *
 * @param content the result for the model to read
 * @param structured the result for programs, which fits the tool's output schema, or null if there is none; clients of revisions
 *     before 2026-07-28 get it only if it is an object (SEP-2106), so that the content should say the same
 * @param failed whether the call failed in a way that the model may correct
 */
public record ToolResult(List<Content> content, @Nullable JsonNode structured, boolean failed) {
    /** Copies the content and the structured result. */
    public ToolResult {
        content = List.copyOf(content);
        structured = structured == null ? null : structured.deepCopy();
    }

    /** Returns a result of content only, for a tool without an output schema. */
    public static ToolResult of(Content... content) {
        return new ToolResult(List.of(content), null, false);
    }

    /** Returns a result of text and of structure. */
    public static ToolResult of(String text, JsonNode structured) {
        return new ToolResult(List.of(Content.text(text)), structured, false);
    }

    /** Returns a structured result, whose JSON is the text as well, for clients that read only text. */
    public static ToolResult of(JsonNode structured) {
        return of(StrictJson.text(structured), structured);
    }

    /** Returns a failure: what is wrong with the call and how to correct it, in whole sentences for the model. */
    public static ToolResult error(String text) {
        return new ToolResult(List.of(Content.text(text)), null, true);
    }

    ObjectNode toJson(Era era) {
        ObjectNode json = StrictJson.object();
        json.putArray("content").addAll(content.stream().map(Content::toJson).toList());
        if (structured != null && (era == Era.STATELESS || structured.isObject())) {
            json.set("structuredContent", structured);
        }
        return json.put("isError", failed);
    }
}
