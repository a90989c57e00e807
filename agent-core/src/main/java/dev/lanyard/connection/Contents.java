package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.mcp.client.McpBlobResourceContents;
import dev.langchain4j.mcp.client.McpEmbeddedResource;
import dev.langchain4j.mcp.client.McpGetPromptResult;
import dev.langchain4j.mcp.client.McpImageContent;
import dev.langchain4j.mcp.client.McpPrompt;
import dev.langchain4j.mcp.client.McpPromptArgument;
import dev.langchain4j.mcp.client.McpPromptContent;
import dev.langchain4j.mcp.client.McpPromptMessage;
import dev.langchain4j.mcp.client.McpReadResourceResult;
import dev.langchain4j.mcp.client.McpResourceContents;
import dev.langchain4j.mcp.client.McpRole;
import dev.langchain4j.mcp.client.McpTextContent;
import dev.langchain4j.mcp.client.McpTextResourceContents;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads resources and prompts (MCP 2025-11-25, Resources and Prompts) into LangChain4j's types. */
final class Contents {
    private Contents() {}

    static McpReadResourceResult resource(JsonNode result) {
        List<McpResourceContents> contents = new ArrayList<>();
        result.path("contents").forEach(node -> contents.add(resourceContents(node)));
        return new McpReadResourceResult(contents);
    }

    static McpPrompt promptEntry(JsonNode node) {
        List<McpPromptArgument> arguments = new ArrayList<>();
        node.path("arguments")
                .forEach(argument -> arguments.add(new McpPromptArgument(argument.path("name").asText(),
                        argument.path("description").asText(), argument.path("required").asBoolean(false))));
        return new McpPrompt(node.path("name").asText(), node.path("description").asText(), arguments);
    }

    static McpGetPromptResult prompt(JsonNode result) {
        List<McpPromptMessage> messages = new ArrayList<>();
        result.path("messages")
                .forEach(node -> messages.add(new McpPromptMessage(role(node), promptContent(node.path("content")))));
        return new McpGetPromptResult(result.path("description").asText(), messages);
    }

    private static McpRole role(JsonNode message) {
        return "assistant".equals(message.path("role").asText().toLowerCase(Locale.ROOT))
                ? McpRole.ASSISTANT
                : McpRole.USER;
    }

    private static McpPromptContent promptContent(JsonNode content) {
        return switch (content.path("type").asText()) {
            case "text" -> new McpTextContent(content.path("text").asText());
            case "image" -> new McpImageContent(content.path("data").asText(), content.path("mimeType").asText());
            case "resource" -> new McpEmbeddedResource(resourceContents(content.path("resource")));
            default -> new McpTextContent("[content of type '" + content.path("type").asText() + "']");
        };
    }

    private static McpResourceContents resourceContents(JsonNode node) {
        String uri = node.path("uri").asText();
        String mimeType = node.path("mimeType").asText();
        return node.path("blob").isTextual()
                ? new McpBlobResourceContents(uri, node.path("blob").asText(), mimeType)
                : new McpTextResourceContents(uri, node.path("text").asText(), mimeType);
    }
}
