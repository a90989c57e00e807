package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Describes a tool to a model. Each property's schema is passed on as it came, since LangChain4j's own schema types drop
 * {@code minimum}, {@code pattern}, {@code default} and more; only its words are bounded.
 */
public final class ToolSchema {
    private static final Set<String> PASSED_ON = Set.of("$schema", "type", "title", "description", "properties",
            "required", "$defs");

    private static final List<String> WORDS = List.of("title", "description", "$comment");
    private static final int MAX_WORDS = 4096;

    private ToolSchema() {}

    /** Returns the tool for a model, under the given name and description. */
    public static ToolSpecification specification(String name, String description, ServerTool tool) {
        ObjectNode schema = tool.inputSchema().deepCopy();
        bound(schema);
        return ToolSpecification.builder()
                .name(name)
                .description(description)
                .parameters(parameters(schema))
                .build();
    }

    /** Returns a schema as it came; LangChain4j wants an object where JSON Schema also has {@code true} and {@code false}. */
    private static JsonRawSchema raw(JsonNode schema) {
        return JsonRawSchema
                .from(schema.isBoolean() ? schema.booleanValue() ? "{}" : "{\"not\":{}}" : schema.toString());
    }

    /** Bounds the words of a schema, at any depth, and takes out of them what cannot be seen; all else stays as it came. */
    private static void bound(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            for (String words : WORDS) {
                String text = object.path(words).textValue();
                if (text != null) {
                    object.put(words, BoundedText.of(text, MAX_WORDS));
                }
            }
        }
        schema.forEach(ToolSchema::bound);
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
        rest(schema).ifPresent(object::description);
        return object.build();
    }

    /** Returns as text what LangChain4j has no member for, such as {@code allOf} and {@code if}: the model reads it there. */
    private static Optional<String> rest(ObjectNode schema) {
        String description = schema.path("description").asText("");
        ObjectNode rest = schema.deepCopy().remove(PASSED_ON);
        if (rest.path("additionalProperties").isBoolean()) {
            rest.remove("additionalProperties");
        }
        String more = rest.isEmpty() ? "" : "The arguments also follow this JSON Schema: " + rest;
        return Optional.of((description + " " + more).strip()).filter(text -> !text.isEmpty());
    }
}
