package dev.lanyard.cli.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Is what one value of a form may be (MCP 2025-11-25, Elicitation, Requested Schema). What a server wrote into it is kept as it
 * came: whoever shows it sanitises it.
 */
sealed interface FieldKind {
    /** A text, of a format if one is named: {@code email}, {@code uri}, {@code date} or {@code date-time}. */
    record Text(int minLength, int maxLength, String format) implements FieldKind {}

    /** A number between the bounds, of which either may be missing. */
    record Numeral(boolean whole, @Nullable BigDecimal minimum, @Nullable BigDecimal maximum) implements FieldKind {}

    /** Yes or no. */
    record Flag() implements FieldKind {}

    /** One of several. */
    record One(List<Choice> choices) implements FieldKind {
        public One {
            choices = List.copyOf(choices);
        }
    }

    /** Any of several, between the given numbers of them. */
    record Several(List<Choice> choices, int minItems, int maxItems) implements FieldKind {
        public Several {
            choices = List.copyOf(choices);
        }
    }

    /**
     * Is one thing to choose.
     *
     * @param title what it is called, its value if the server gave no other
     */
    record Choice(String value, String title) {}

    /** Returns the kind that a schema describes, empty if it describes none of these. */
    static Optional<FieldKind> of(JsonNode schema) {
        return Optional.ofNullable(switch (schema.path("type").asText("")) {
            case "string" -> string(schema);
            case "number", "integer" -> new Numeral(schema.path("type").asText().equals("integer"),
                    bound(schema.path("minimum")), bound(schema.path("maximum")));
            case "boolean" -> new Flag();
            case "array" -> several(schema);
            default -> null;
        });
    }

    private static FieldKind string(JsonNode schema) {
        List<Choice> choices = choices(schema, "oneOf");
        return choices.isEmpty()
                ? new Text(Math.max(0, schema.path("minLength").asInt(0)),
                        schema.path("maxLength").asInt(Integer.MAX_VALUE), schema.path("format").asText(""))
                : new One(choices);
    }

    private static @Nullable FieldKind several(JsonNode schema) {
        List<Choice> choices = choices(schema.path("items"), "anyOf");
        return choices.isEmpty()
                ? null
                : new Several(choices, Math.max(0, schema.path("minItems").asInt(0)),
                        schema.path("maxItems").asInt(Integer.MAX_VALUE));
    }

    /** Reads {@code enum}, with the titles of older servers in {@code enumNames}, or a list of {@code const} and {@code title}. */
    private static List<Choice> choices(JsonNode schema, String options) {
        List<Choice> choices = new ArrayList<>();
        JsonNode values = schema.path("enum");
        for (int i = 0; i < values.size(); i++) {
            String value = values.path(i).asText();
            choices.add(new Choice(value, schema.path("enumNames").path(i).asText(value)));
        }
        for (JsonNode option : schema.path(options)) {
            String value = option.path("const").asText();
            choices.add(new Choice(value, option.path("title").asText(value)));
        }
        return choices;
    }

    private static @Nullable BigDecimal bound(JsonNode node) {
        return node.isNumber() ? node.decimalValue() : null;
    }
}
