package dev.lanyard.benchmarks;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The MCP Java SDK's server on the same Jetty with the same tool. With the argument {@code immediate} its handlers run on the
 * thread of the request. It prints its URL and runs until its standard input ends.
 */
final class SdkServer {
    private static final int TASKS = 20_000;

    private SdkServer() {}

    public static void main(String[] arguments) throws Exception {
        AutoCloseable server = sdk(List.of(arguments).contains("immediate"));
        while (System.in.read() >= 0) {
            // Only the end counts.
        }
        server.close();
    }

    private static AutoCloseable sdk(boolean immediate) throws Exception {
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint("/mcp")
                .build();
        Map<String, Object> schema = Map.of("type", "object", "properties", Map.of("message", Map.of("type", "string")),
                "required", List.of("message"));
        McpSyncServer mcp = McpServer.sync(transport)
                .serverInfo("echo", "1")
                .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
                .immediateExecution(immediate)
                .toolCall(
                        McpSchema.Tool.builder("echo", schema).description("Says it again.").build(),
                        (exchange, request) -> McpSchema.CallToolResult.builder()
                                .addTextContent(String.valueOf(request.arguments().get("message")))
                                .isError(false)
                                .build())
                .build();
        Server jetty = new Server(new VirtualThreadPool(TASKS));
        ServerConnector connector = new ServerConnector(jetty, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(1_024);
        jetty.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(transport);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        jetty.setHandler(context);
        jetty.start();
        System.out.println("http://127.0.0.1:" + connector.getLocalPort() + "/mcp");
        return () -> {
            mcp.close();
            jetty.stop();
        };
    }
}
