package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tool that a server offers (MCP 2025-11-25, Tools, data types).
 *
 * @param name the name for programs, 1 to 128 letters, digits, {@code _}, {@code -} or {@code .}
 * @param title the name for people
 * @param description what it does, for the model
 * @param input the JSON Schema (2020-12) of its arguments, of type object
 * @param output the JSON Schema of its structured result, or null if it has none; clients of revisions before 2026-07-28 learn
 *     of it only if its type is object (SEP-2106)
 * @param annotations what it does to the world
 * @param handler does the work
 */
public record Tool(String name, String title, String description, ObjectNode input, @Nullable ObjectNode output,
        ToolAnnotations annotations, InteractiveToolHandler handler) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    /** Checks the name and copies the schemas. */
    public Tool {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not a name for a tool. Use 1 to 128 letters, digits, '_', '-' or '.'.");
        }
        input = input.deepCopy();
        output = output == null ? null : output.deepCopy();
    }

    /**
     * Returns a tool that only computes, with schemas written as JSON.
     *
     * @throws IllegalArgumentException if the name is not one or a schema is not a JSON object
     */
    public static Tool pure(String name, String title, String description, String input, String output,
            ToolHandler handler) {
        return new Tool(name, title, description, StrictJson.object(input), StrictJson.object(output),
                ToolAnnotations.PURE, InteractiveToolHandler.of(handler));
    }

    /**
     * Returns a tool that may ask the client and answers with content only.
     *
     * @throws IllegalArgumentException if the name is not one or the schema is not a JSON object
     */
    public static Tool interactive(String name, String title, String description, String input,
            ToolAnnotations annotations, InteractiveToolHandler handler) {
        return new Tool(name, title, description, StrictJson.object(input), null, annotations, handler);
    }

    ObjectNode toJson(Era era) {
        ObjectNode json = StrictJson.object().put("name", name).put("title", title).put("description", description);
        json.set("inputSchema", input);
        if (output != null && (era == Era.STATELESS || output.path("type").asText().equals("object"))) {
            json.set("outputSchema", output);
        }
        json.set("annotations", annotations.toJson());
        return json;
    }
}
