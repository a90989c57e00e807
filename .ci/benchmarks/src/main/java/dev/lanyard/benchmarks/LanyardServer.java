package dev.lanyard.benchmarks;

import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.protocol.Caller;
import dev.lanyard.server.protocol.Content;
import dev.lanyard.server.protocol.InteractiveToolHandler;
import dev.lanyard.server.protocol.McpEndpoint;
import dev.lanyard.server.protocol.ServerInfo;
import dev.lanyard.server.protocol.Tool;
import dev.lanyard.server.protocol.ToolAnnotations;
import dev.lanyard.server.protocol.ToolResult;
import java.util.List;

/** Our server with one tool, {@code echo}, that lets everyone in. It prints its URL and runs until its standard input ends. */
final class LanyardServer {
    private static final int TASKS = 20_000;
    private static final String INPUT = "{\"type\":\"object\",\"properties\":{\"message\":{\"type\":\"string\"}},\"required\":[\"message\"]}";

    private LanyardServer() {}

    public static void main(String[] arguments) throws Exception {
        AutoCloseable server = lanyard();
        while (System.in.read() >= 0) {
            // Only the end counts.
        }
        server.close();
    }

    private static AutoCloseable lanyard() throws Exception {
        Tool echo = Tool.interactive("echo", "Echo", "Says it again.", INPUT, ToolAnnotations.PURE,
                InteractiveToolHandler.of(
                        call -> ToolResult.of(Content.text(call.arguments().path("message").textValue()))));
        McpEndpoint endpoint = McpEndpoint
                .builder(new ServerInfo("echo", "Echo", "1"), exchange -> Caller.anonymous(), List.of(echo))
                .maxCallsPerCaller(TASKS)
                .build();
        HttpServer server = HttpServer.start(HttpOptions.onPort(0), origin -> Routes.none().with("/mcp", endpoint));
        System.out.println("http://127.0.0.1:" + server.origin().getPort() + "/mcp");
        return server;
    }
}
