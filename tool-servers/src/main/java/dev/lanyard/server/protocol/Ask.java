package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Something that a handler asks of the client (MCP 2026-07-28, Multi round-trip requests; MCP 2025-11-25, Client
 * features). Equal questions of the same key have the same answer: build the question anew in each run and look for
 * its answer.
 *
 * @param <A> what the answer is
 */
public sealed interface Ask<A> {
    /** Returns the key that tells this question from the others of the same call. */
    String key();

    /**
     * Asks a person to fill in a form (Elicitation).
     *
     * @param key tells it from the other questions
     * @param message says to the person what is asked for
     * @param schema the form: a flat object schema of primitive properties
     */
    record Form(String key, String message, ObjectNode schema) implements Ask<Elicited> {
        /** Copies the schema. */
        public Form {
            schema = schema.deepCopy();
        }

        /** Returns a form with its schema written as JSON. */
        public static Form of(String key, String message, String schema) {
            return new Form(key, message, StrictJson.object(schema));
        }
    }

    /**
     * Asks a person to do something at an address, where what is typed never passes through the client (Elicitation, URL mode;
     * SEP-1036). That a person agreed does not say that it is done there: see {@link Call#completed}. The address must not sign
     * anybody in by itself, nor hold what is secret, and who comes there must be found to be who calls (Elicitation, security).
     *
     * @param key tells it from the other questions
     * @param elicitationId tells it from every other question of this server; not sent from 2026-07-28 on
     * @param message says to the person why
     * @param url where to go: https, or http on this machine
     */
    record Url(String key, String elicitationId, String message, URI url) implements Ask<Elicited> {
        private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

        /** Checks the id and the address. */
        public Url {
            boolean local = "http".equals(url.getScheme()) && url.getHost() != null && LOOPBACK.contains(url.getHost());
            boolean safe = "https".equals(url.getScheme()) || local;
            if (elicitationId.isBlank() || !safe || url.getHost() == null || url.getRawUserInfo() != null) {
                throw new IllegalArgumentException("Ask with an id, and for an https address.");
            }
        }
    }

    /**
     * Asks the client's model (Sampling).
     *
     * @param key tells it from the other questions
     * @param prompt the message of the user
     * @param maxOutput how many tokens the answer may have
     */
    record Sample(String key, String prompt, int maxOutput) implements Ask<String> {}

    /**
     * Asks for the folders in which the server may work (Roots).
     *
     * @param key tells it from the other questions
     */
    record Roots(String key) implements Ask<List<String>> {}

    /** Returns the method that carries the question. */
    default String method() {
        return switch (this) {
            case Form form -> "elicitation/create";
            case Url url -> "elicitation/create";
            case Sample sample -> "sampling/createMessage";
            case Roots roots -> "roots/list";
        };
    }

    /** Returns what the client must have declared to be asked. */
    default ClientCapability capability() {
        return switch (this) {
            case Form form -> ClientCapability.ELICITATION;
            case Url url -> ClientCapability.ELICITATION_URL;
            case Sample sample -> ClientCapability.SAMPLING;
            case Roots roots -> ClientCapability.ROOTS;
        };
    }

    /** Returns the parameters of the question, in the shape that both eras share. */
    default ObjectNode params() {
        ObjectNode params = StrictJson.object();
        switch (this) {
            case Form form -> params.put("message", form.message()).set("requestedSchema", form.schema());
            case Url url ->
                params.put("mode", "url").put("message", url.message()).put("url", url.url().toASCIIString());
            case Sample sample -> {
                params.putArray("messages")
                        .addObject()
                        .put("role", "user")
                        .putObject("content")
                        .put("type", "text")
                        .put("text", sample.prompt());
                params.put("maxTokens", sample.maxOutput());
            }
            case Roots roots -> {
                // roots/list takes no parameters.
            }
        }
        return params;
    }

    /** Returns the parameters in the shape of a session: 2026-07-28 has no ids for addresses. */
    default ObjectNode paramsInSession() {
        return this instanceof Url url ? params().put("elicitationId", url.elicitationId()) : params();
    }

    /** Returns the text of a model's message, whose content is one block or several. */
    static String text(JsonNode content) {
        return content.isArray()
                ? String.join("\n",
                        StreamSupport.stream(content.spliterator(), false)
                                .map(block -> block.path("text").asText())
                                .toList())
                : content.path("text").asText();
    }
}
