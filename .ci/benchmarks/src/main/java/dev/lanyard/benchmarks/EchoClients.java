package dev.lanyard.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.ClientInfo;
import dev.lanyard.transport.HttpSessionFactory;
import dev.lanyard.transport.Limits;
import dev.lanyard.transport.McpSession;
import dev.lanyard.transport.RequestAuthorizer;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** The clients that are measured, each as its own documentation sets it up, where that leaves a choice on virtual threads. */
final class EchoClients {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private EchoClients() {}

    static EchoClient.Connector of(String name, URI uri) {
        return switch (name) {
            case "lanyard" -> lanyard(uri);
            case "langchain4j" -> langchain4j(uri);
            case "java-sdk" -> javaSdk(uri);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static final class Anonymous implements RequestAuthorizer {
        private final Optional<Credential> none = Optional.of(new Credential.None());

        @Override
        public Optional<Credential> atHand() {
            return none;
        }

        @Override
        public Credential credential() {
            return none.orElseThrow();
        }

        @Override
        public boolean challenged(Challenge challenge, Credential refused) {
            return false;
        }
    }

    /** An application keeps one factory, as it keeps one HTTP client; only the session is new. */
    private static EchoClient.Connector lanyard(URI uri) {
        HttpSessionFactory factory = HttpSessionFactory.of(new ClientInfo("benchmark", "1"), Limits.STANDARD,
                HttpPolicy.direct());
        return () -> {
            McpSession session = factory.session("echo", uri, new Anonymous(), (method, params) -> {}, Map.of());
            session.open(Call.within(TIMEOUT));
            return new EchoClient() {
                @Override
                public String echo(String message) {
                    ObjectNode params = JsonNodeFactory.instance.objectNode().put("name", "echo");
                    params.putObject("arguments").put("message", message);
                    return session.request("tools/call", params, Call.within(TIMEOUT))
                            .path("content")
                            .path(0)
                            .path("text")
                            .asText();
                }

                @Override
                public void close() {
                    session.close();
                }
            };
        };
    }

    private static EchoClient.Connector langchain4j(URI uri) {
        Executor executor = Executors.newVirtualThreadPerTaskExecutor();
        return () -> {
            McpClient client = new DefaultMcpClient.Builder()
                    .transport(new StreamableHttpMcpTransport.Builder().url(uri.toString()).executor(executor).build())
                    .autoHealthCheck(false)
                    .build();
            return new EchoClient() {
                @Override
                public String echo(String message) {
                    return client.executeTool(ToolExecutionRequest.builder()
                            .name("echo")
                            .arguments("{\"message\":\"" + message + "\"}")
                            .build()).resultText();
                }

                @Override
                public void close() {
                    try {
                        client.close();
                    } catch (Exception failure) {
                        throw new IllegalStateException(failure);
                    }
                }
            };
        };
    }

    private static EchoClient.Connector javaSdk(URI uri) {
        return () -> {
            McpSyncClient client = io.modelcontextprotocol.client.McpClient
                    .sync(HttpClientStreamableHttpTransport.builder(uri.resolve("/").toString())
                            .endpoint(uri.getPath())
                            .openConnectionOnStartup(false)
                            .build())
                    .requestTimeout(TIMEOUT)
                    .build();
            client.initialize();
            return new EchoClient() {
                @Override
                public String echo(String message) {
                    return client.callTool(
                            McpSchema.CallToolRequest.builder("echo").arguments(Map.of("message", message)).build())
                            .content()
                            .getFirst() instanceof McpSchema.TextContent text ? text.text() : "";
                }

                @Override
                public void close() {
                    client.close();
                }
            };
        };
    }
}
