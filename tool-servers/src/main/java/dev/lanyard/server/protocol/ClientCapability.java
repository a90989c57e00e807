package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client may offer to a server's handlers (MCP 2025-11-25, Lifecycle, capability negotiation). */
public enum ClientCapability {
    /** Filling in a form. */
    ELICITATION("elicitation", 'e'),
    /** Going to an address. */
    ELICITATION_URL("elicitation", 'u'),
    /** Asking the client's model. */
    SAMPLING("sampling", 's'),
    /** Naming the folders in which the server may work. */
    ROOTS("roots", 'r');

    private final String wire;
    private final char letter;

    ClientCapability(String wire, char letter) {
        this.wire = wire;
        this.letter = letter;
    }

    /** Returns the capabilities that a {@code ClientCapabilities} object declares; others are ignored. */
    static Set<ClientCapability> declaredIn(JsonNode capabilities) {
        Set<ClientCapability> declared = EnumSet.noneOf(ClientCapability.class);
        Arrays.stream(values()).filter(value -> value.isDeclaredIn(capabilities)).forEach(declared::add);
        return declared;
    }

    /** MCP 2025-11-25, Elicitation: an empty object stands for forms; a client may take only addresses. */
    private boolean isDeclaredIn(JsonNode capabilities) {
        JsonNode own = capabilities.path(wire);
        return own.isObject() && switch (this) {
            case ELICITATION -> own.isEmpty() || own.has("form") || !own.has("url");
            case ELICITATION_URL -> own.path("url").isObject();
            case SAMPLING, ROOTS -> true;
        };
    }

    /** Returns the capabilities as letters, for a session id. */
    static String letters(Set<ClientCapability> capabilities) {
        return capabilities.stream()
                .sorted()
                .map(capability -> String.valueOf(capability.letter))
                .collect(Collectors.joining());
    }

    /** Returns the capabilities that the letters of a session id stand for. */
    static Set<ClientCapability> ofLetters(String letters) {
        return Arrays.stream(values())
                .filter(value -> letters.indexOf(value.letter) >= 0)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ClientCapability.class)));
    }

    /** Returns a {@code ClientCapabilities} object that declares these, such as {@code {"elicitation":{"url":{}}}}. */
    static ObjectNode toJson(Set<ClientCapability> capabilities) {
        ObjectNode json = StrictJson.object();
        capabilities.stream().sorted().forEach(capability -> json.withObject("/" + capability.wire));
        if (capabilities.contains(ELICITATION_URL)) {
            ObjectNode modes = json.withObject("/" + ELICITATION_URL.wire);
            if (capabilities.contains(ELICITATION)) {
                modes.putObject("form");
            }
            modes.putObject("url");
        }
        return json;
    }
}
