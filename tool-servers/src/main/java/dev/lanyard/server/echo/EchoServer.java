package dev.lanyard.server.echo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import dev.lanyard.server.protocol.Authenticator;
import dev.lanyard.server.protocol.McpEndpoint;
import dev.lanyard.server.protocol.ServerInfo;
import dev.lanyard.server.protocol.Tool;
import dev.lanyard.server.protocol.ToolCall;
import dev.lanyard.server.protocol.ToolResult;
import java.util.List;

/** Offers {@code secure_echo}, which says back what it is told and to whom. */
public final class EchoServer {
    private EchoServer() {}

    /** Returns the server for callers that the authenticator lets in, those with an API key by convention. */
    public static McpEndpoint endpoint(Authenticator authenticator) {
        Tool echo = Tool.pure("secure_echo", "Secure echo",
                "Returns the message it was given, prefixed with 'Echo: '. Use it when asked to echo something.",
                """
                {"type":"object",
                 "properties":{"message":{"type":"string","description":"The text to return."}},
                 "required":["message"],"additionalProperties":false}""",
                """
                {"type":"object",
                 "properties":{"echo":{"type":"string","description":"The message, unchanged."},
                  "user":{"type":"string","description":"Who called, as the credential proved."}},
                 "required":["echo","user"]}""", EchoServer::echo);
        return McpEndpoint.builder(new ServerInfo("echo", "Echo", "0.1.0"), authenticator, List.of(echo))
                .instructions("Says back what it is told.")
                .build();
    }

    private static ToolResult echo(ToolCall call) {
        String message = call.arguments().path("message").textValue();
        ObjectNode structured = StrictJson.object().put("echo", message).put("user", call.caller().subject());
        return ToolResult.of("Echo: " + message, structured);
    }
}
