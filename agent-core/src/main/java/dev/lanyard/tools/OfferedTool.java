package dev.lanyard.tools;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * @param signIn whether it is no tool of the server's, but ours that has the user sign in to the server
 */
public record OfferedTool(String name, String shortName, ServerConnection connection, ServerTool tool,
        boolean trusted, boolean signIn) {
    /** The short name of the tool that has the user sign in. */
    static final String SIGN_IN = "sign_in";
    private static final int MAX_DESCRIPTION = 4096;

    /** Offers a tool of a server. */
    public OfferedTool(String name, String shortName, ServerConnection connection, ServerTool tool, boolean trusted) {
        this(name, shortName, connection, tool, trusted, false);
    }

    /** Offers to have the user sign in to a server, whose tools are not known before. */
    static OfferedTool signIn(String name, ServerConnection connection) {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode().put("type", "object");
        nothing.putObject("properties");
        ServerTool tool = new ServerTool(SIGN_IN, "Has the user sign in to server '" + connection.name()
                + "', whose tools are on offer only after that. Call it when what the user wants may need that server.",
                nothing, MissingNode.getInstance());
        return new OfferedTool(name, SIGN_IN, connection, tool, false, true);
    }

    /** Returns the name of the server that has the tool. */
    public String server() {
        return connection.name();
    }

    /** Returns what the model is told: the server's words, bounded and named as such. */
    public ToolSpecification specification() {
        if (signIn) {
            return ToolSchema.specification(name, tool.description(), tool);
        }
        String words = BoundedText.of(tool.description(), MAX_DESCRIPTION);
        return ToolSchema.specification(name, "From server '" + server() + "': " + words, tool);
    }
}
