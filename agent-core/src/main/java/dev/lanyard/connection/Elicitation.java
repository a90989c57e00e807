package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;

/**
 * Is what a server asks of the user in the middle of its work (MCP 2025-11-25, Elicitation). Every text is the server's own
 * and not to be trusted: whoever shows it sanitises it and says which server asks.
 */
public sealed interface Elicitation {
    /** Returns the server's name in the configuration. */
    String server();

    /** Returns why the server asks. */
    String message();

    /** Asks for a few values that are not secret. */
    record Form(String server, String message, List<Field> fields) implements Elicitation {
        public Form {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Asks to go to an address, which is shown in full and opened only when the user agrees; what happens there is not seen.
     *
     * @param url https, or http on this machine
     * @param id by which the server says later that it is done, see {@link Elicitor#completed}; empty if it gave none, as
     *     servers of 2026-07-28 do. The server's own text, and not for the user's eyes
     */
    record Url(String server, String message, URI url, String id) implements Elicitation {
        /** Asks without an id. */
        public Url(String server, String message, URI url) {
            this(server, message, url, "");
        }
    }

    /**
     * Is one value of a form.
     *
     * @param schema a string, number, integer, boolean, or choice, as the server described it
     */
    record Field(String name, JsonNode schema, boolean required) {
        /** Returns the value to start from, a missing node if the server gave none. */
        public JsonNode initial() {
            return schema.path("default");
        }
    }
}
