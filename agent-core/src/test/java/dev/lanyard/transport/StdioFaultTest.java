package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What servers that are processes do wrong, or may do (MCP 2025-11-25 and 2026-07-28, Transports, stdio). */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StdioFaultTest {
    private final List<McpSession> open = new ArrayList<>();
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        open.forEach(McpSession::close);
    }

    private McpSession peer(String... arguments) {
        StdioCommand command = StdioPeer.command(arguments);
        McpSession session = new StdioSessionFactory(new ClientInfo("lanyard-test", "1"), Limits.STANDARD)
                .session("peer", () -> command, (method, params) -> news.add(method), Map.of());
        open.add(session);
        return session;
    }

    @Test
    void whatIsPrintedAsErrorsWithoutEndHoldsUpNoCall() {
        McpSession session = peer("legacy");

        assertThat(session.request("bar", params(), patient())).isEmpty();
        assertThat(session.request("bar", params(), patient())).isEmpty();
    }
}
