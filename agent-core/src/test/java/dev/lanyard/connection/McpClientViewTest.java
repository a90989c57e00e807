package dev.lanyard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server answers is bounded on this way to a model too (SECURITY B12). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class McpClientViewTest {
    private static ToolExecutionResult answer(String result) throws IOException {
        try (FakeServer server = FakeServer.start()) {
            server.result("tools/list", TestConnections.list(TestConnections.simple("t"))).result("tools/call", result);
            try (var view = new McpClientView(TestConnections.anonymous("s", server), Duration.ofSeconds(20))) {
                return view.executeTool(ToolExecutionRequest.builder().name("t").arguments("{}").build());
            }
        }
    }

    @Test
    void b12aHugeTextIsCutWithANotice() throws IOException {
        ToolExecutionResult result = answer("{\"content\":[{\"type\":\"text\",\"text\":\"" + "x".repeat(1_000_000)
                + "\"},{\"type\":\"text\",\"text\":\"" + "y".repeat(1_000_000) + "\"}]}");

        assertThat(result.result()).asString().hasSizeLessThan(33_000).contains("more characters]");
        assertThat(result.resultContents().stream().mapToInt(text -> ((TextContent) text).text().length()).sum())
                .isLessThan(33_000);
    }

    @Test
    void b12aHugeStructureIsCutToo() throws IOException {
        ToolExecutionResult result = answer(
                "{\"content\":[],\"structuredContent\":{\"a\":\"" + "x".repeat(1_000_000) + "\"}}");

        assertThat(result.result()).asString().hasSizeLessThan(33_000).contains("more characters]");
    }

    @Test
    void whatFitsIsLeftAsItIs() throws IOException {
        assertThat(answer("{\"content\":[],\"structuredContent\":{\"a\":1}}").result()).hasToString("{\"a\":1}");
        assertThat(answer("{\"content\":[],\"structuredContent\":[1,2]}").result()).hasToString("[1,2]");
    }
}
