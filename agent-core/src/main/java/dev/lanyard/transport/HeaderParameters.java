package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Is which arguments of a tool travel as {@code Mcp-Param-NAME} headers too (MCP 2026-07-28, Tools, x-mcp-header):
 * {@code {"region":{"type":"string","x-mcp-header":"Region"}}}. The prefix keeps a server from naming any other header.
 *
 * @param paths where the value of each header stands in the arguments
 */
record HeaderParameters(Map<String, List<String>> paths) {
    /** A tool without any. */
    static final HeaderParameters NONE = new HeaderParameters(Map.of());

    private static final String KEYWORD = "x-mcp-header";
    private static final String PREFIX = "Mcp-Param-";
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
    private static final Set<String> TYPES = Set.of("string", "integer", "boolean");
    private static final Set<String> DATA = Set.of("default", "examples", "const", "enum");
    private static final int MAX_HEADERS = 64;
    private static final int MAX_DIGITS = 40;
    private static final BigDecimal MAX_SAFE = BigDecimal.valueOf((1L << 53) - 1);

    HeaderParameters {
        paths = Map.copyOf(paths);
    }

    /** Returns what an input schema defines, empty if a definition is invalid, so that the tool must not be used. */
    static Optional<HeaderParameters> of(JsonNode inputSchema) {
        Map<String, List<String>> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        return !inputSchema.has(KEYWORD) && collect(inputSchema, List.of(), found) && found.size() <= MAX_HEADERS
                ? Optional.of(new HeaderParameters(found))
                : Optional.empty();
    }

    /** Takes the definitions from properties and their properties; one anywhere else has no single value and is invalid. */
    private static boolean collect(JsonNode schema, List<String> path, Map<String, List<String>> found) {
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (keyword.getKey().equals("properties")) {
                for (Map.Entry<String, JsonNode> property : keyword.getValue().properties()) {
                    List<String> here = new ArrayList<>(path);
                    here.add(property.getKey());
                    if (!define(property.getValue(), here, found) || !collect(property.getValue(), here, found)) {
                        return false;
                    }
                }
            } else if (!DATA.contains(keyword.getKey()) && keyword.getValue().findValue(KEYWORD) != null) {
                return false;
            }
        }
        return true;
    }

    private static boolean define(JsonNode property, List<String> path, Map<String, List<String>> found) {
        JsonNode name = property.path(KEYWORD);
        return name.isMissingNode() || (name.isTextual() && TOKEN.matcher(name.textValue()).matches()
                && TYPES.contains(property.path("type").asText())
                && found.put(PREFIX + name.textValue(), path) == null);
    }

    /**
     * Returns the headers for some arguments; one whose value is absent, null, or beyond the integers that every reader takes
     * exactly (±2^53-1) is left out.
     */
    Map<String, String> headers(JsonNode arguments) {
        Map<String, String> headers = new LinkedHashMap<>();
        paths.forEach((header, path) -> {
            JsonNode value = arguments;
            for (String step : path) {
                value = value.path(step);
            }
            text(value).ifPresent(text -> headers.put(header, HeaderText.encode(text)));
        });
        return headers;
    }

    private static Optional<String> text(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(value.textValue());
        }
        if (value.isBoolean()) {
            return Optional.of(value.asText().toLowerCase(Locale.ROOT));
        }
        if (value.isNumber() && Double.isFinite(value.doubleValue())) {
            BigDecimal number = value.decimalValue().stripTrailingZeros();
            boolean fits = number.precision() <= MAX_DIGITS && Math.abs((long) number.scale()) <= MAX_DIGITS
                    && number.abs().compareTo(MAX_SAFE) <= 0;
            return fits ? Optional.of(number.toPlainString()) : Optional.empty();
        }
        return Optional.empty();
    }
}
