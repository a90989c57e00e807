package dev.lanyard.connection;

import static dev.lanyard.connection.TestConnections.anonymous;
import static dev.lanyard.connection.TestConnections.list;
import static dev.lanyard.connection.TestConnections.simple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2025-11-25, Tools, Listing Tools; Pagination. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ToolListTest {
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private List<String> names() {
        return anonymous("s", server).tools().stream().map(ServerTool::name).toList();
    }

    @Test
    void followsTheCursorToTheEnd() {
        server.on("tools/list", (request, exchange) -> {
            String cursor = request.json().at("/params/cursor").asText("");
            exchange.result(switch (cursor) {
                case "" -> "{\"tools\":[" + simple("a") + "],\"nextCursor\":\"two\"}";
                case "two" -> "{\"tools\":[" + simple("b") + "],\"nextCursor\":\"three\"}";
                default -> list(simple("c"));
            });
        });

        assertThat(names()).containsExactly("a", "b", "c");
        assertThat(server.received("tools/list").getFirst().json().path("params").has("cursor")).isFalse();
    }

    @Test
    void aNullCursorIsTheEnd() {
        server.result("tools/list", "{\"tools\":[" + simple("a") + "],\"nextCursor\":null}");

        assertThat(names()).containsExactly("a");
        assertThat(server.received("tools/list")).hasSize(1);
    }

    @Test
    void b14endlessPagesEndAfterAHundred() {
        server.result("tools/list", "{\"tools\":[" + simple("a") + "],\"nextCursor\":\"again\"}");

        assertThat(names()).containsExactly("a");
        assertThat(server.received("tools/list")).hasSize(100);
    }

    @Test
    void b14noServerOffersMoreThanAThousandTools() {
        String many = IntStream.range(0, 1500).mapToObj(i -> simple("t" + i)).collect(Collectors.joining(","));
        server.result("tools/list", "{\"tools\":[" + many + "],\"nextCursor\":\"more\"}");

        assertThat(names()).hasSize(1000);
        assertThat(server.received("tools/list")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"a b\",\"inputSchema\":{}}", "{\"name\":\"../x\",\"inputSchema\":{}}",
            "{\"name\":\"a\\r\\nX\",\"inputSchema\":{}}", "{\"name\":\"a\\u202Eb\",\"inputSchema\":{}}",
            "{\"name\":\"ａdmin\",\"inputSchema\":{}}", "{\"name\":\"a\\u200Bb\",\"inputSchema\":{}}",
            "{\"name\":\"раураl\",\"inputSchema\":{}}",
            "{\"name\":\"\",\"inputSchema\":{}}", "{\"name\":null,\"inputSchema\":{}}", "{\"inputSchema\":{}}",
            "{\"name\":5,\"inputSchema\":{}}", "{\"name\":\"x\"}", "{\"name\":\"x\",\"inputSchema\":null}",
            "{\"name\":\"x\",\"inputSchema\":\"object\"}", "{\"name\":\"x\",\"inputSchema\":[]}",
            "{\"name\":\"x\",\"inputSchema\":{\"properties\":{\"p\":\"text\"}}}",
            "{\"name\":\"x\",\"inputSchema\":{\"properties\":{\"p\":[]}}}",
            "{\"name\":\"x\",\"inputSchema\":{\"properties\":5}}",
            "{\"name\":\"x\",\"inputSchema\":{\"$defs\":{\"d\":7}}}",
            "{\"name\":\"good\",\"inputSchema\":{\"second\":true}}", "null", "5", "\"x\"", "[]"})
    void b05aBadToolIsLeftOutWithoutCostingTheOthers(String bad) {
        server.result("tools/list", list(simple("good"), bad, simple("better")));

        assertThat(names()).containsExactly("good", "better");
    }

    @Test
    void b05anOverlongNameIsLeftOut() {
        server.result("tools/list", list(simple("a".repeat(300)), simple("a".repeat(129)), simple("a".repeat(128))));

        assertThat(names()).containsExactly("a".repeat(128));
    }

    @Test
    void anAbsentDescriptionIsEmpty() {
        server.result("tools/list", list("{\"name\":\"a\",\"inputSchema\":{}}",
                "{\"name\":\"b\",\"description\":null,\"inputSchema\":{}}"));

        assertThat(anonymous("s", server).tools()).extracting(ServerTool::description).containsExactly("", "");
    }

    @Test
    void aServerWithoutTheCapabilityIsNotAsked() {
        server.result("initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}");

        assertThat(names()).isEmpty();
        assertThat(server.received("tools/list")).isEmpty();
    }
}
