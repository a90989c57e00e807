package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Is how a tool described itself when it was approved: the SHA-256 of the canonical JSON of each part, never the words.
 *
 * @param digests by part
 */
public record ToolPin(Map<Part, String> digests) {
    /** Is what a tool's description is made of. */
    public enum Part {
        /** What it says it does. */
        DESCRIPTION("description"),
        /** What it takes. */
        INPUT("input schema"),
        /** What it gives. */
        OUTPUT("output schema"),
        /** What it says of its effects. */
        ANNOTATIONS("annotations");

        private final String label;

        Part(String label) {
            this.label = label;
        }

        /** Returns the words that a person reads, such as {@code input schema}. */
        public String label() {
            return label;
        }
    }

    public ToolPin {
        digests = Map.copyOf(digests);
    }

    /** Returns the pin of a tool as it describes itself now. */
    public static ToolPin of(ServerTool tool) {
        Map<Part, String> digests = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            JsonNode value = switch (part) {
                case DESCRIPTION -> TextNode.valueOf(tool.description());
                case INPUT -> tool.inputSchema();
                case OUTPUT -> tool.outputSchema();
                case ANNOTATIONS -> tool.annotations();
            };
            digests.put(part, CanonicalJson.sha256(value));
        }
        return new ToolPin(digests);
    }

    /** Returns the parts in which the other differs. */
    public Set<Part> differences(ToolPin other) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (Part part : Part.values()) {
            if (!digests.getOrDefault(part, "").equals(other.digests.getOrDefault(part, ""))) {
                parts.add(part);
            }
        }
        return parts;
    }
}
