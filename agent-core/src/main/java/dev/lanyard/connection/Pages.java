package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a server for a list page by page (MCP 2025-11-25, Pagination): at most {@value #MAX_PAGES} pages,
 * {@value #MAX_ENTRIES} entries and {@value #MAX_CHARACTERS} characters in all, whatever the server would go on to send.
 * An entry that cannot be used is left out; it never costs the others.
 */
final class Pages {
    static final int MAX_PAGES = 100;
    static final int MAX_ENTRIES = 1000;
    static final int MAX_CHARACTERS = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private Pages() {}

    /**
     * Returns the entries in the server's order.
     *
     * @param field the member of each page that holds its entries
     * @param ask sends the request with the given parameters and returns its result
     * @param reader returns an entry, empty if it cannot be used
     */
    static <T> List<T> fetch(String server, String field, Function<ObjectNode, JsonNode> ask,
            Function<JsonNode, Optional<T>> reader) {
        List<T> entries = new ArrayList<>();
        long characters = 0;
        int lost = 0;
        boolean more = true;
        String cursor = "";
        for (int page = 0; page < MAX_PAGES && more; page++) {
            JsonNode result = ask.apply(params(cursor));
            characters += JsonSize.of(result);
            if (characters > MAX_CHARACTERS) {
                more = true;
                break;
            }
            for (JsonNode node : result.path(field)) {
                Optional<T> entry = entries.size() < MAX_ENTRIES ? reader.apply(node) : Optional.empty();
                entry.ifPresent(entries::add);
                lost += entry.isPresent() ? 0 : 1;
            }
            cursor = result.path("nextCursor").asText("");
            more = !cursor.isEmpty();
            if (entries.size() >= MAX_ENTRIES) {
                break;
            }
        }
        if (lost > 0) {
            LOG.warn("Server '{}' lists {} entries of '{}' that are not usable or one too many; they are left out",
                    server,
                    lost, field);
        }
        if (more) {
            LOG.warn("Server '{}' lists more '{}' than are taken in; the rest is left out", server, field);
        }
        return entries;
    }

    private static ObjectNode params(String cursor) {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        return cursor.isEmpty() ? params : params.put("cursor", cursor);
    }
}
