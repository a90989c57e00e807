package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.HttpExchange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A header that repeats an argument of a tool, {@code Mcp-Param-…}, so that gateways need not read the body (MCP
 * 2026-07-28, Streamable HTTP, custom headers; SEP-2243).
 *
 * @param header the name of the header
 * @param path the names that lead to the argument
 */
record ParameterHeader(String header, List<String> path) {
    private static final String ANNOTATION = "x-mcp-header";

    /** Copies the path. */
    ParameterHeader {
        path = List.copyOf(path);
    }

    /** Returns the headers that a tool's input schema asks for. */
    static List<ParameterHeader> allOf(JsonNode schema) {
        List<ParameterHeader> found = new ArrayList<>();
        collect(schema, List.of(), found);
        return List.copyOf(found);
    }

    private static void collect(JsonNode schema, List<String> path, List<ParameterHeader> found) {
        schema.path("properties").properties().forEach(property -> {
            List<String> below = new ArrayList<>(path);
            below.add(property.getKey());
            if (property.getValue().path(ANNOTATION).isTextual()) {
                found.add(new ParameterHeader("Mcp-Param-" + property.getValue().path(ANNOTATION).textValue(), below));
            }
            collect(property.getValue(), below, found);
        });
    }

    /**
     * Checks that the header says what the argument says, and is absent if the argument is.
     *
     * @throws JsonRpcError if not
     */
    void check(HttpExchange exchange, JsonNode arguments) {
        JsonNode argument = arguments;
        for (String name : path) {
            argument = argument.path(name);
        }
        Optional<String> said = exchange.header(header).map(value -> HeaderValue.decode(header, value));
        boolean absent = argument.isMissingNode() || argument.isNull();
        boolean same = said.isPresent() ? !absent && equal(argument, said.get()) : absent;
        if (!same) {
            throw JsonRpcError.headerMismatch(
                    "The header " + header + " must say what the argument '" + String.join(".", path) + "' says.");
        }
    }

    /** Numbers are compared by value: 1 and 1.0 are the same. */
    private static boolean equal(JsonNode argument, String said) {
        if (argument.isNumber()) {
            try {
                return said.length() <= 100 && argument.decimalValue().compareTo(new BigDecimal(said)) == 0;
            } catch (NumberFormatException notANumber) {
                return false;
            }
        }
        return argument.isValueNode() && argument.asText().equals(said);
    }
}
