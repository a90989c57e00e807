package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;

/** Something that clients may want to be told (MCP 2025-11-25, Tools, Prompts and Resources, notifications). */
sealed interface Change {
    /** The list of tools is another. */
    record Tools() implements Change {}

    /** The list of prompts is another. */
    record Prompts() implements Change {}

    /** The list of resources or of their templates is another. */
    record Resources() implements Change {}

    /** A resource holds something else. */
    record Updated(String uri) implements Change {}

    /** Returns the method that tells of the change. */
    default String method() {
        return switch (this) {
            case Tools tools -> "notifications/tools/list_changed";
            case Prompts prompts -> "notifications/prompts/list_changed";
            case Resources resources -> "notifications/resources/list_changed";
            case Updated updated -> "notifications/resources/updated";
        };
    }

    /** Returns the parameters that tell of the change. */
    default ObjectNode params() {
        return this instanceof Updated(String uri) ? StrictJson.object().put("uri", uri) : StrictJson.object();
    }
}
