package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reckons how much work a server's JSON Schema can make before anything is checked against it. References that lead out of the
 * schema, that are found by name, or that come back to themselves beside a choice ({@code allOf}, {@code anyOf} …) have no
 * bound that can be told from the schema: it is then not used.
 */
final class SchemaCost {
    private static final long MOST = 20_000;
    private static final int DEEPEST = 200;
    /** What is data, or is applied only where a reference leads there. */
    private static final Set<String> UNUSED = Set.of("const", "enum", "default", "examples", "$defs", "definitions");
    private static final Set<String> BY_NAME = Set.of("properties", "patternProperties", "dependentSchemas");
    private static final Set<String> NAMES = Set.of("$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveRef",
            "$recursiveAnchor", "$vocabulary");
    /** What may apply several schemas to one value, so that a reference to itself beside it doubles the work at each level. */
    private static final Set<String> CHOICES = Set.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else",
            "dependentSchemas", "patternProperties", "contains", "propertyNames", "unevaluatedProperties",
            "unevaluatedItems");

    private final JsonNode root;
    private final Map<String, Long> known = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private boolean recursive;
    private boolean choosing;

    private SchemaCost(JsonNode root) {
        this.root = root;
    }

    /** Returns how many schemas are applied to one value at most, empty if that is too many or cannot be told. */
    static OptionalLong of(JsonNode schema) {
        SchemaCost cost = new SchemaCost(schema);
        try {
            long applied = cost.applied(schema, 0);
            return cost.recursive && cost.choosing ? OptionalLong.empty() : OptionalLong.of(applied);
        } catch (Unbounded e) {
            return OptionalLong.empty();
        }
    }

    private long applied(JsonNode schema, int depth) {
        if (depth > DEEPEST) {
            throw new Unbounded();
        }
        long sum = 1;
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            String name = keyword.getKey();
            JsonNode value = keyword.getValue();
            if (name.equals("$ref") && value.isTextual()) {
                sum += referred(value.textValue(), depth);
            } else if (value.isContainerNode() && !UNUSED.contains(name)) {
                choosing |= CHOICES.contains(name);
                sum += BY_NAME.contains(name) ? members(value, depth) : applied(value, depth + 1);
            }
            if (NAMES.contains(name) && value.isTextual()) {
                throw new Unbounded();
            }
            bound(sum);
        }
        if (schema.isArray()) {
            for (JsonNode element : schema) {
                sum += element.isContainerNode() ? applied(element, depth + 1) : 1;
                bound(sum);
            }
        }
        return sum;
    }

    /** Returns the cost of schemas that stand under names of the server's choosing. */
    private long members(JsonNode schemas, int depth) {
        long sum = 0;
        for (JsonNode schema : schemas) {
            sum += schema.isContainerNode() ? applied(schema, depth + 1) : 1;
            bound(sum);
        }
        return sum;
    }

    private long referred(String reference, int depth) {
        if (!reference.equals("#") && !reference.startsWith("#/")) {
            throw new Unbounded();
        }
        if (open.contains(reference) || reference.equals("#")) {
            recursive = true;
            return 1;
        }
        Long before = known.get(reference);
        if (before != null) {
            return before;
        }
        JsonNode target = root.at(reference.substring(1).replace("%25", "%"));
        if (target.isMissingNode()) {
            throw new Unbounded();
        }
        open.add(reference);
        long cost = applied(target, depth + 1);
        open.remove(reference);
        known.put(reference, cost);
        return cost;
    }

    private static void bound(long cost) {
        if (cost > MOST) {
            throw new Unbounded();
        }
    }

    /** Says that there is no bound. */
    private static final class Unbounded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unbounded() {
            super(null, null, false, false);
        }
    }
}
