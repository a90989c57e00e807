package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts a list into pages (MCP 2025-11-25, Pagination). The cursor is the key of the last item seen, encoded. */
final class Pages {
    private final int size;

    Pages(int size) {
        this.size = size;
    }

    /**
     * Returns a page.
     *
     * @param property the property of the result that holds the items
     * @param items the JSON of all items by key, in their order
     * @throws JsonRpcError if the cursor is not one of this list
     */
    ObjectNode page(String property, Map<String, ObjectNode> items, @Nullable JsonNode cursor) {
        List<String> keys = new ArrayList<>(items.keySet());
        int from = cursor == null ? 0 : after(cursor, keys);
        int to = Math.min(from + size, keys.size());
        ObjectNode page = StrictJson.object();
        ArrayNode shown = page.putArray(property);
        keys.subList(from, to).forEach(key -> shown.add(items.get(key)));
        if (to < keys.size()) {
            page.put("nextCursor", Seal.BASE64.encodeToString(keys.get(to - 1).getBytes(StandardCharsets.UTF_8)));
        }
        return page;
    }

    private static int after(JsonNode cursor, List<String> keys) {
        if (!cursor.isTextual()) {
            throw JsonRpcError.invalidParams("'cursor' must be a string.");
        }
        try {
            String last = new String(Base64.getUrlDecoder().decode(cursor.textValue()), StandardCharsets.UTF_8);
            int index = keys.indexOf(last);
            if (index >= 0) {
                return index + 1;
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below, as for a cursor of another server.
        }
        throw JsonRpcError.invalidParams("The cursor is not one that this server gave out.");
    }
}
