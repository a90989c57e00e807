package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes a tool to a model. Each property's schema is passed on as it came, since LangChain4j's own schema types drop
 * {@code minimum}, {@code pattern}, {@code default} and more.
 */
public final class ToolSchema {
    private ToolSchema() {}

    /** Returns the tool for a model, under the given name and description. */
    public static ToolSpecification specification(String name, String description, ServerTool tool) {
        return ToolSpecification.builder()
                .name(name)
                .description(description)
                .parameters(parameters(tool.inputSchema()))
                .build();
    }

    /** Returns a schema as it came; LangChain4j wants an object where JSON Schema also has {@code true} and {@code false}. */
    private static JsonRawSchema raw(JsonNode schema) {
        return JsonRawSchema
                .from(schema.isBoolean() ? schema.booleanValue() ? "{}" : "{\"not\":{}}" : schema.toString());
    }

    private static JsonObjectSchema parameters(ObjectNode schema) {
        JsonObjectSchema.Builder object = JsonObjectSchema.builder();
        schema.path("properties")
                .properties()
                .forEach(property -> object.addProperty(property.getKey(),
                        raw(property.getValue())));
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        object.required(required);
        JsonNode definitions = schema.path("$defs");
        if (definitions.isObject()) {
            object.definitions(definitions.properties()
                    .stream()
                    .collect(java.util.stream.Collectors.toMap(java.util.Map.Entry::getKey,
                            definition -> raw(definition.getValue()))));
        }
        JsonNode additional = schema.path("additionalProperties");
        if (additional.isBoolean()) {
            object.additionalProperties(additional.booleanValue());
        }
        return object.build();
    }
}
