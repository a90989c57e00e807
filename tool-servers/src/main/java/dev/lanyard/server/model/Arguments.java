package dev.lanyard.server.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Fills in a tool's arguments by what its schema calls them, in the types that it asks for. */
final class Arguments {
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}\\.\\d{1,6}");
    private final JsonNode properties;
    private final JsonNode required;
    private final ObjectNode values = StrictJson.object();

    Arguments(JsonNode schema) {
        this.properties = schema.path("properties");
        this.required = schema.path("required");
    }

    /**
     * Sets the parameter that fits best: one with the first candidate as its name, else one whose name contains it, then
     * the same for the next candidate; failing all, the only required one. Sets nothing if none fits.
     */
    Arguments with(String value, String... candidates) {
        parameter(List.of(candidates)).ifPresent(name -> put(name, value));
        return this;
    }

    ObjectNode values() {
        return values;
    }

    private Optional<String> parameter(List<String> candidates) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        names.removeIf(values::has);
        for (String candidate : candidates) {
            Optional<String> found = names.stream()
                    .filter(candidate::equals)
                    .findFirst()
                    .or(() -> names.stream().filter(name -> name.contains(candidate)).findFirst());
            if (found.isPresent()) {
                return found;
            }
        }
        return required.size() == 1 ? Optional.of(required.get(0).asText()).filter(names::contains) : Optional.empty();
    }

    private void put(String name, String value) {
        switch (properties.path(name).path("type").asText("string")) {
            case "integer", "number" -> {
                if (WHOLE.matcher(value).matches()) {
                    values.put(name, Long.parseLong(value));
                } else if (DECIMAL.matcher(value).matches()) {
                    values.put(name, new BigDecimal(value));
                } else {
                    values.put(name, value);
                }
            }
            case "array" -> values.putArray(name).add(value);
            default -> values.put(name, value);
        }
    }
}
