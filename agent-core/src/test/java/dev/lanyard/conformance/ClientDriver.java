package dev.lanyard.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ConnectionFactory;
import dev.lanyard.connection.McpClientView;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.connection.ServerTool;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.ClientInfo;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Is the client command of the official suite: connects to the server whose address is the last argument and does what the
 * scenario in {@code MCP_CONFORMANCE_SCENARIO} wants done, through the library's public classes alone. Ends with 0 if all of
 * it succeeded.
 */
public final class ClientDriver {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ServerConnection connection;

    private ClientDriver(ServerConnection connection) {
        this.connection = connection;
    }

    /** Plays one scenario. */
    public static void main(String[] arguments) throws IOException {
        URI url = URI.create(arguments[arguments.length - 1]);
        String scenario = System.getenv().getOrDefault("MCP_CONFORMANCE_SCENARIO", "");
        JsonNode context = new ObjectMapper().readTree(System.getenv().getOrDefault("MCP_CONFORMANCE_CONTEXT", "{}"));
        var server = new ServerConfig.Http("conformance", url, Map.of(), Map.of(), new AuthConfig.None(), true);
        var factory = ConnectionFactory.builder(new ClientInfo("lanyard-conformance", "1"), Clock.systemUTC())
                .openTimeout(TIMEOUT)
                .credentials(http -> Credentials.of(http, scenario, context))
                .build();
        try (ServerConnection connection = factory.connection(server)) {
            new ClientDriver(connection).play(scenario, context);
        }
    }

    private void play(String scenario, JsonNode context) {
        connection.open();
        switch (scenario) {
            case "http-custom-headers" -> context.path("toolCalls")
                    .forEach(call -> call(call.path("name").asText(), (ObjectNode) call.path("arguments")));
            case "http-standard-headers" -> {
                callEveryTool();
                readEverything();
            }
            case "json-schema-2020-12-preservation" -> echoSchema();
            case "json-schema-ref-no-deref" -> {
                // Its tool is to be listed; the server has nothing to call.
                var unused = connection.tools();
            }
            default -> callEveryTool();
        }
    }

    private void callEveryTool() {
        for (ServerTool tool : connection.tools()) {
            call(tool.name(), sample(tool.inputSchema()));
        }
    }

    private void readEverything() {
        var view = new McpClientView(connection, TIMEOUT);
        view.listResources().forEach(resource -> view.readResource(resource.uri()));
        view.listPrompts().forEach(prompt -> view.getPrompt(prompt.name(), Map.of()));
    }

    private void echoSchema() {
        ServerTool focal = connection.tools()
                .stream()
                .filter(tool -> !tool.name().equals("json_schema_echo"))
                .findFirst()
                .orElseThrow();
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        arguments.set("schema", focal.inputSchema());
        call("json_schema_echo", arguments);
    }

    private void call(String tool, ObjectNode arguments) {
        connection.call(tool, arguments, Call.within(TIMEOUT));
    }

    /** Returns arguments of the types that a schema asks for. */
    private static ObjectNode sample(ObjectNode schema) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        schema.path("properties").properties().forEach(property -> {
            switch (property.getValue().path("type").asText()) {
                case "number", "integer" -> arguments.put(property.getKey(), 5);
                case "string" -> arguments.put(property.getKey(), "sample");
                case "boolean" -> arguments.put(property.getKey(), true);
                default -> arguments.putObject(property.getKey());
            }
        });
        return arguments;
    }
}
