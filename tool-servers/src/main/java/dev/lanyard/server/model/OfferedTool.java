package dev.lanyard.server.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * Is a tool as a request offers it.
 *
 * @param name the name under which it is called, for example {@code reverse__reverse_tool}
 * @param parameters the JSON Schema of its arguments
 */
record OfferedTool(String name, JsonNode parameters) {
    /** Returns whether the name ends in a suffix; hyphens count as underscores, since {@code tavily-search} is in use too. */
    boolean endsWith(String suffix) {
        return plain(name).endsWith(plain(suffix));
    }

    /** Returns a tool's name without the server's, which stands before a double underscore. */
    static String shortName(String name) {
        int separator = name.lastIndexOf("__");
        return separator < 0 ? name : name.substring(separator + 2);
    }

    private static String plain(String text) {
        return text.replace('-', '_').toLowerCase(Locale.ROOT);
    }
}
