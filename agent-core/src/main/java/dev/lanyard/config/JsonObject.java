package dev.lanyard.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the fields of one JSON object: a field of the wrong type is a problem, one that nobody asked for a warning.
 *
 * <p>A lookup is empty both when the field is absent and when it is wrong. Not thread-safe.
 */
final class JsonObject {
    private final String path;
    private final ObjectNode node;
    private final Findings findings;
    private final Set<String> known = new HashSet<>();

    JsonObject(String path, ObjectNode node, Findings findings) {
        this.path = path;
        this.node = node;
        this.findings = findings;
    }

    /** Returns the path of a field. */
    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Returns this object's own path. */
    String path() {
        return path;
    }

    /** Returns whether the field is there, whatever its type. */
    boolean has(String name) {
        return node.has(name);
    }

    /** Returns a string. */
    Optional<String> text(String name) {
        return field(name).filter(value -> is(value, value.isTextual(), path(name), "a string")).map(JsonNode::asText);
    }

    /** Returns a string that must be there and not blank. */
    Optional<String> requiredText(String name) {
        if (!node.has(name)) {
            findings.problem(path(name), "'" + name + "' is missing.", "Add it.");
        }
        Optional<String> text = text(name);
        if (text.filter(String::isBlank).isPresent()) {
            findings.problem(path(name), "'" + name + "' is empty.", "Give it a value.");
            return Optional.empty();
        }
        return text;
    }

    /** Returns a boolean, false if absent. */
    boolean flag(String name) {
        return field(name).filter(value -> is(value, value.isBoolean(), path(name), "true or false"))
                .map(JsonNode::asBoolean)
                .orElse(false);
    }

    /** Returns a whole number. */
    Optional<Integer> number(String name) {
        return field(name).filter(
                value -> is(value, value.canConvertToInt() && value.canConvertToExactIntegral(), path(name),
                        "a whole number"))
                .map(JsonNode::asInt);
    }

    /** Returns an object. */
    Optional<JsonObject> object(String name) {
        return field(name).flatMap(value -> object(value, path(name)));
    }

    /** Returns the objects that a field holds by name, in order; those that are none are problems. */
    Map<String, JsonObject> objects(String name) {
        Map<String, JsonObject> objects = new LinkedHashMap<>();
        object(name).ifPresent(parent -> parent.node.properties()
                .forEach(entry -> object(entry.getValue(), parent.path(entry.getKey()))
                        .ifPresent(child -> objects.put(entry.getKey(), child))));
        return objects;
    }

    /** Returns the objects of an array; elements that are none are problems. */
    List<JsonObject> objectList(String name) {
        List<JsonObject> objects = new ArrayList<>();
        elements(name).forEach((place, element) -> object(element, place).ifPresent(objects::add));
        return objects;
    }

    /** Returns the strings of an array by path; elements that are none are problems. */
    Map<String, String> textList(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        elements(name).forEach((place, element) -> {
            if (is(element, element.isTextual(), place, "a string")) {
                texts.put(place, element.asText());
            }
        });
        return texts;
    }

    /** Returns the strings and numbers that a field holds by name; {@code null} is ignored with a warning. */
    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(name).ifPresent(parent -> parent.node.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            String place = parent.path(entry.getKey());
            if (value.isNull()) {
                findings.warning(place, "null is ignored.");
            } else if (is(value, value.isTextual() || value.isNumber(), place, "a string")) {
                texts.put(entry.getKey(), value.asText());
            }
        }));
        return texts;
    }

    /** Adds a warning for every field that nobody asked for. */
    void warnOfUnknownFields() {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                findings.warning(path(name), "Unknown field '" + name + "' is ignored.");
            }
        });
    }

    private Map<String, JsonNode> elements(String name) {
        Map<String, JsonNode> elements = new LinkedHashMap<>();
        field(name).filter(value -> is(value, value.isArray(), path(name), "an array"))
                .ifPresent(array -> array
                        .forEach(element -> elements.put(path(name) + "[" + elements.size() + "]", element)));
        return elements;
    }

    private Optional<JsonNode> field(String name) {
        known.add(name);
        return Optional.ofNullable(node.get(name));
    }

    private Optional<JsonObject> object(JsonNode value, String place) {
        return is(value, value.isObject(), place, "an object")
                ? Optional.of(new JsonObject(place, (ObjectNode) value, findings))
                : Optional.empty();
    }

    private boolean is(JsonNode value, boolean right, String place, String expected) {
        if (!right) {
            findings.problem(place,
                    "Expected " + expected + " but found " + value.getNodeType().name().toLowerCase(Locale.ROOT) + ".",
                    "Write " + expected + ".");
        }
        return right;
    }
}
