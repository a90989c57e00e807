package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.Content;
import java.util.List;

/**
 * Is what a tool answered.
 *
 * @param text everything that can be read, in the server's order
 * @param contents the same as LangChain4j's contents, images and audio included
 * @param structured the answer as JSON of any type, a missing node if the tool gave none
 * @param isError whether the tool says that it failed
 */
public record ToolReply(String text, List<Content> contents, JsonNode structured, boolean isError) {
    public ToolReply {
        contents = List.copyOf(contents);
    }
}
