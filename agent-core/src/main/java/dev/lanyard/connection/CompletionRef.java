package dev.lanyard.connection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Is that of which an argument is being typed (MCP 2025-11-25, Completion, Reference Types). */
public sealed interface CompletionRef {
    /** An argument of a prompt. */
    record OfPrompt(String name) implements CompletionRef {}

    /** A part of a resource template's address. */
    record OfTemplate(String uriTemplate) implements CompletionRef {}

    /** Returns {@code {"type":"ref/prompt","name":"review"}} or {@code {"type":"ref/resource","uri":"file:///{path}"}}. */
    default ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return switch (this) {
            case OfPrompt(String name) -> json.put("type", "ref/prompt").put("name", name);
            case OfTemplate(String uriTemplate) -> json.put("type", "ref/resource").put("uri", uriTemplate);
        };
    }
}
