package dev.lanyard.tools;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.lanyard.connection.BoundedText;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.connection.ServerTool;
import dev.lanyard.connection.ToolSchema;

/**
 * Is a tool as the model is offered it.
 *
 * @param name unique among all servers, such as {@code reverse__reverse_tool}
 * @param shortName what people are shown: the tool's own name where no other server has one of that name
 * @param trusted whether the user marked its server trusted, so that its annotations count
 */
public record OfferedTool(String name, String shortName, ServerConnection connection, ServerTool tool,
        boolean trusted) {
    private static final int MAX_DESCRIPTION = 4096;

    /** Returns the name of the server that has the tool. */
    public String server() {
        return connection.name();
    }

    /** Returns what the model is told: the server's words, bounded and named as such. */
    public ToolSpecification specification() {
        String words = BoundedText.of(tool.description(), MAX_DESCRIPTION);
        return ToolSchema.specification(name, "From server '" + server() + "': " + words, tool);
    }
}
