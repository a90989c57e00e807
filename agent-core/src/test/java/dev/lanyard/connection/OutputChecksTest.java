package dev.lanyard.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2025-11-25, Tools, Output Schema. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutputChecksTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COUNT = """
                                        {"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}""";

    private final OutputChecks checks = new OutputChecks("s");

    private static ToolReply reply(String result) {
        return ToolReplyReader.read(tree(result));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ToolReply checked(String schema, String result) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        var tool = new ServerTool("count", "", input, tree(schema), input);
        return checks.checked("count", reply(result), List.of(tool));
    }

    @Test
    void b17aResultThatConformsIsPassedOn() {
        assertThat(checked(COUNT, "{\"structuredContent\":{\"n\":5}}").structured()).isEqualTo(tree("{\"n\":5}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"structuredContent\":{\"n\":\"five\"}}", "{\"structuredContent\":{}}",
            "{\"content\":[{\"type\":\"text\",\"text\":\"5\"}]}", "{\"structuredContent\":null}",
            "{\"structuredContent\":[5]}"})
    void b17aResultThatDoesNotConformIsAFailure(String result) {
        assertThatThrownBy(() -> checked(COUNT, result)).isInstanceOfSatisfying(ConnectionException.WrongResult.class,
                failure -> assertThat(failure.code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATED))
                .hasMessageStartingWith(
                        "The result of tool 'count' of server 's' is not what its output schema promises: ");
    }

    /** MCP 2026-07-28, Tools, structured content (SEP-2106): any JSON value. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}|[1,2]|[\"one\"]",
            "{\"type\":\"string\",\"enum\":[\"yes\",\"no\"]}|\"yes\"|\"maybe\"", "{\"type\":\"number\"}|2.5|[]",
            "{\"type\":\"boolean\"}|true|1", "{\"oneOf\":[{\"type\":\"null\"},{\"type\":\"array\"}]}|null|{}"})
    void anyValueIsAResultIfTheSchemaSaysSo(String schema, String fits, String doesNot) {
        assertThat(checked(schema, "{\"structuredContent\":" + fits + "}").structured()).isEqualTo(tree(fits));
        assertThatThrownBy(() -> checked(schema, "{\"structuredContent\":" + doesNot + "}"))
                .isInstanceOf(ConnectionException.WrongResult.class);
        assertThatThrownBy(() -> checked(schema, "{\"content\":[]}"))
                .hasMessageContaining("it holds no structuredContent");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> checked(COUNT, "{\"structuredContent\":{\"n\":\"five\"}}"))
                .hasMessage("The result of tool 'count' of server 's' is not what its output schema promises: "
                        + "'/n' string found, integer expected. Tell whoever runs the server; the result was not used.");
    }

    @Test
    void anErrorNeedNotConform() {
        assertThat(checked(COUNT, "{\"isError\":true,\"content\":[{\"type\":\"text\",\"text\":\"no\"}]}").text())
                .isEqualTo("no");
    }

    @Test
    void aSchemaThatChangesIsCompiledAnew() {
        assertThat(checked(COUNT, "{\"structuredContent\":{\"n\":5}}").isError()).isFalse();
        assertThatThrownBy(() -> checked(COUNT.replace("integer", "boolean"), "{\"structuredContent\":{\"n\":5}}"))
                .isInstanceOf(ConnectionException.WrongResult.class);
    }

    @Test
    void b15nothingThatASchemaRefersToIsFetched() throws IOException {
        try (FakeServer elsewhere = FakeServer.start()) {
            for (String reference : List.of(elsewhere.url() + "/schema", "file:///etc/passwd", "schema.json",
                    "#anchor")) {
                String schema = "{\"type\":\"object\",\"properties\":{\"n\":{\"$ref\":\"" + reference + "\"}}}";
                assertThat(checked(schema, "{\"structuredContent\":{\"n\":5}}").isError()).isFalse();
            }
            String based = "{\"$id\":\"" + elsewhere.url() + "\",\"properties\":{\"n\":{\"$ref\":\"#/$defs/x\"}}}";
            assertThat(checked(based, "{\"structuredContent\":{\"n\":5}}").isError()).isFalse();
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    /** The schema goes to the model as it is: nobody on the way looks up what it refers to. */
    @Test
    void b15nothingThatAnInputSchemaRefersToIsFetched() throws IOException {
        try (FakeServer server = FakeServer.start(); FakeServer elsewhere = FakeServer.start()) {
            String far = elsewhere.url() + "/schema";
            String schema = "{\"$schema\":\"" + far + "\",\"$id\":\"" + far
                    + "\",\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\""
                    + far
                    + "\"},\"b\":{\"$ref\":\"file:///etc/passwd\"},\"c\":{\"$ref\":\"#\"},\"d\":{\"pattern\":\"^(a+)+$\"}}}";
            server.result("tools/list", TestConnections.list("{\"name\":\"t\",\"inputSchema\":" + schema + "}"))
                    .result("tools/call", "{\"content\":[]}");
            try (ServerConnection connection = TestConnections.anonymous("s", server)) {
                ServerTool tool = connection.tools().getFirst();
                assertThat(ToolSchema.specification("t", "", tool).parameters().properties()).containsOnlyKeys("a", "b",
                        "c", "d");
                assertThat(connection.call("t", JsonNodeFactory.instance.objectNode().put("d", "a".repeat(60) + "!"),
                        Call.within(Duration.ofSeconds(20))).isError()).isFalse();
            }
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void b15aTreeThatRefersToItselfIsChecked() {
        String schema = """
                        {"type":"object","properties":{"root":{"$ref":"#/$defs/node"}},"$defs":{"node":{"type":"object",\
                        "properties":{"left":{"$ref":"#/$defs/node"},"right":{"$ref":"#/$defs/node"},\
                        "n":{"type":"integer"}}}}}""";
        assertThat(checked(schema, "{\"structuredContent\":{\"root\":{\"left\":{\"n\":1}}}}").isError()).isFalse();
        assertThatThrownBy(() -> checked(schema, "{\"structuredContent\":{\"root\":{\"left\":{\"n\":\"x\"}}}}"))
                .isInstanceOf(ConnectionException.WrongResult.class);
    }

    /** A schema that doubles the work at each of forty steps, and others without end. */
    static List<String> bombs() {
        String doubling = IntStream.range(0, 40)
                .mapToObj(
                        i -> "\"d" + i + "\":{\"allOf\":[{\"$ref\":\"#/$defs/d" + (i + 1) + "\"},{\"$ref\":\"#/$defs/d"
                                + (i + 1) + "\"}]}")
                .collect(Collectors.joining(","));
        return List.of("{\"$ref\":\"#\"}", "{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}",
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}}}",
                "{\"$ref\":\"#/$defs/d0\",\"$defs\":{" + doubling + ",\"d40\":{\"type\":\"object\"}}}",
                "{\"properties\":{\"default\":{\"$ref\":\"#/$defs/d0\"}},\"$defs\":{" + doubling
                        + ",\"d40\":{\"type\":\"object\"}}}");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("bombs")
    void b15aSchemaWithoutBoundCostsNothing(String schema) {
        assertThat(checked(schema, "{\"structuredContent\":{\"default\":{\"n\":5}}}").isError()).isFalse();
    }

    @Test
    void b15aPatternThatTakesExponentialTimeIsGivenUp() {
        String schema = "{\"properties\":{\"s\":{\"pattern\":\"^(a+)+\\\\1b$\"}}}";
        String evil = "a".repeat(60) + "!";

        assertThat(checked(schema, "{\"structuredContent\":{\"s\":\"" + evil + "\"}}").isError()).isFalse();
        assertThatThrownBy(() -> checked(schema, "{\"structuredContent\":{\"s\":\"b\"}}"))
                .isInstanceOf(ConnectionException.WrongResult.class);
    }

    @Test
    void b17aToolsResultIsCheckedOnItsWay() throws IOException {
        try (FakeServer server = FakeServer.start()) {
            server.result("tools/list",
                    TestConnections.list("{\"name\":\"count\",\"inputSchema\":{},\"outputSchema\":" + COUNT
                            + "}"));
            server.result("tools/call", "{\"structuredContent\":{\"n\":\"five\"}}");
            try (ServerConnection connection = TestConnections.anonymous("s", server)) {
                assertThatThrownBy(() -> connection.call("count", JsonNodeFactory.instance.objectNode(),
                        Call.within(Duration.ofSeconds(20)))).isInstanceOf(ConnectionException.WrongResult.class);
            }
        }
    }
}
