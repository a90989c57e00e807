package dev.lanyard.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.McpGetPromptResult;
import dev.langchain4j.mcp.client.McpPrompt;
import dev.langchain4j.mcp.client.McpReadResourceResult;
import dev.langchain4j.mcp.client.McpResource;
import dev.langchain4j.mcp.client.McpResourceTemplate;
import dev.langchain4j.mcp.client.McpRoot;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.lanyard.transport.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows a connection as LangChain4j's {@link McpClient}, for code that already works with that interface. Thread-safe. Closing
 * it closes the connection.
 *
 * <p>It is the plain connection: every call goes through, without the approval, the pins and the names of an agent's own
 * {@code toolProvider}. Who gives it to a model decides what that model may call. Texts of results are cut at
 * {@value #MAX_TEXT} characters in all, and structured results beyond that are given as cut text.
 */
public final class McpClientView implements McpClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_TEXT = 32_000;
    private static final int MAX_CONTENTS = 1000;

    private final ServerConnection connection;
    private final Duration timeout;

    /** Creates a view whose requests each wait at most the given time. */
    public McpClientView(ServerConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    @Override
    public String key() {
        return connection.name();
    }

    @Override
    public String instructions() {
        return connection.open().info().instructions();
    }

    @Override
    public List<ToolSpecification> listTools() {
        return connection.tools()
                .stream()
                .map(tool -> ToolSchema.specification(tool.name(), tool.description(), tool))
                .toList();
    }

    @Override
    public List<ToolSpecification> listTools(@Nullable InvocationContext context) {
        return listTools();
    }

    @Override
    public ToolExecutionResult executeTool(ToolExecutionRequest request) {
        ToolReply reply = connection.call(request.name(), arguments(request), Call.within(timeout));
        return ToolExecutionResult.builder()
                .isError(reply.isError())
                .result(result(reply))
                .resultContents(bounded(reply.contents()))
                .build();
    }

    private static Object result(ToolReply reply) {
        return reply.structured().isMissingNode() || JsonSize.of(reply.structured()) > MAX_TEXT
                ? BoundedText.of(reply.text(), MAX_TEXT)
                : reply.structured();
    }

    /** Returns the first contents, their texts cut to what all of them together may hold. */
    private static List<Content> bounded(List<Content> contents) {
        List<Content> bounded = new ArrayList<>();
        int left = MAX_TEXT;
        for (Content content : contents.subList(0, Math.min(contents.size(), MAX_CONTENTS))) {
            if (content instanceof TextContent text) {
                String cut = BoundedText.of(text.text(), left);
                left = Math.max(0, left - cut.length());
                bounded.add(TextContent.from(cut.isBlank() ? "[empty]" : cut));
            } else {
                bounded.add(content);
            }
        }
        return bounded;
    }

    @Override
    public ToolExecutionResult executeTool(ToolExecutionRequest request, @Nullable InvocationContext context) {
        return executeTool(request);
    }

    private static ObjectNode arguments(ToolExecutionRequest request) {
        String text = request.arguments();
        try {
            JsonNode node = text == null || text.isBlank()
                    ? JsonNodeFactory.instance.objectNode()
                    : JSON.readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new ToolArgumentsException("The arguments of '" + request.name() + "' are not JSON", e);
        }
        throw new ToolArgumentsException("The arguments of '" + request.name() + "' are not a JSON object");
    }

    @Override
    public List<McpResource> listResources() {
        return pages("resources/list", "resources", node -> new McpResource(node.path("uri").asText(),
                node.path("name").asText(), node.path("description").asText(), node.path("mimeType").asText()));
    }

    @Override
    public List<McpResource> listResources(@Nullable InvocationContext context) {
        return listResources();
    }

    @Override
    public List<McpResourceTemplate> listResourceTemplates() {
        return pages("resources/templates/list", "resourceTemplates",
                node -> new McpResourceTemplate(node.path("uriTemplate").asText(), node.path("name").asText(),
                        node.path("description").asText(), node.path("mimeType").asText()));
    }

    @Override
    public List<McpResourceTemplate> listResourceTemplates(@Nullable InvocationContext context) {
        return listResourceTemplates();
    }

    @Override
    public McpReadResourceResult readResource(String uri) {
        return Contents.resource(request("resources/read", json().put("uri", uri)));
    }

    @Override
    public McpReadResourceResult readResource(String uri, @Nullable InvocationContext context) {
        return readResource(uri);
    }

    @Override
    public void subscribeToResource(String uri) {
        request("resources/subscribe", json().put("uri", uri));
    }

    @Override
    public void unsubscribeFromResource(String uri) {
        request("resources/unsubscribe", json().put("uri", uri));
    }

    @Override
    public List<McpPrompt> listPrompts() {
        return pages("prompts/list", "prompts", Contents::promptEntry);
    }

    @Override
    public McpGetPromptResult getPrompt(String name, Map<String, Object> arguments) {
        ObjectNode params = json().put("name", name);
        ObjectNode texts = params.putObject("arguments");
        // MCP 2025-11-25, Prompts: every argument is a string.
        arguments.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return Contents.prompt(request("prompts/get", params));
    }

    @Override
    public void checkHealth() {
        request("ping", json());
    }

    /**
     * Refuses: what servers may know of is said once for all connections, by {@link ClientFeatures}.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public void setRoots(List<McpRoot> roots) {
        throw new UnsupportedOperationException("Roots are set by ClientFeatures, before connecting");
    }

    /** Asks for every page; all of them share the time of the call. */
    private <T> List<T> pages(String method, String field, Function<JsonNode, T> reader) {
        Call call = Call.within(timeout);
        return call.timed(() -> Pages.fetch(key(), field, params -> connection.request(method, params, call),
                node -> Optional.of(reader.apply(node))));
    }

    private JsonNode request(String method, ObjectNode params) {
        return connection.request(method, params, Call.within(timeout));
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void close() {
        connection.close();
    }
}
