package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the result of {@code tools/call} (MCP 2025-11-25, Tools, Tool Result). Content of an unknown type is named, not lost. */
final class ToolReplyReader {
    private ToolReplyReader() {}

    static ToolReply read(JsonNode result) {
        List<Content> contents = new ArrayList<>();
        result.path("content").forEach(block -> contents.add(content(block)));
        JsonNode structured = result.path("structuredContent");
        if (contents.isEmpty() && !structured.isMissingNode() && !structured.isNull()) {
            contents.add(TextContent.from(structured.toString()));
        }
        String text = contents.stream().map(ToolReplyReader::text).collect(Collectors.joining("\n"));
        return new ToolReply(text, contents, structured, result.path("isError").asBoolean(false));
    }

    private static Content content(JsonNode block) {
        String type = block.path("type").asText("");
        String data = block.path("data").asText("");
        String mimeType = block.path("mimeType").asText("");
        if ((type.equals("image") || type.equals("audio")) && data.isBlank()) {
            return TextContent.from("[" + type + " without data]");
        }
        if ((type.equals("image") || type.equals("audio")) && mimeType.isBlank()) {
            return TextContent.from("[" + type + " of an unnamed type]");
        }
        return switch (type) {
            case "text" -> TextContent.from(block.path("text").asText(""));
            case "image" -> ImageContent.from(data, mimeType);
            case "audio" -> AudioContent.from(data, mimeType);
            default -> TextContent.from(ContentText.of(block));
        };
    }

    private static String text(Content content) {
        return switch (content) {
            case TextContent text -> text.text();
            case ImageContent image -> "[image " + image.image().mimeType() + "]";
            case AudioContent audio -> "[audio " + audio.audio().mimeType() + "]";
            default -> "[" + content.type() + "]";
        };
    }
}
