package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers that are processes do wrong, or may do (MCP 2025-11-25 and 2026-07-28, Transports, stdio). */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StdioFaultTest {
    private final List<McpSession> open = new ArrayList<>();
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private volatile Runnable asked = () -> {};

    @AfterEach
    void close() {
        open.forEach(McpSession::close);
    }

    private McpSession peer(String... arguments) {
        StdioCommand command = StdioPeer.command(arguments);
        McpSession session = new StdioSessionFactory(new ClientInfo("lanyard-test", "1"), Limits.STANDARD)
                .session("peer", () -> command, (method, params) -> news.add(method),
                        Map.of("elicitation/create", params -> {
                            asked.run();
                            return params().put("action", "cancel");
                        }));
        open.add(session);
        return session;
    }

    @Test
    void whatIsPrintedAsErrorsWithoutEndHoldsUpNoCall() {
        McpSession session = peer("legacy");

        assertThat(session.request("bar", params(), patient())).isEmpty();
        assertThat(session.request("bar", params(), patient())).isEmpty();
    }

    @Test
    void aProcessThatAnswersNotEvenAPingIsReplaced() throws Exception {
        McpSession session = peer("legacy");
        ProcessHandle process = process(session, "pid");
        assertThatThrownBy(() -> session.request("freeze", params(), brief()))
                .isInstanceOf(TransportException.TimedOut.class);

        assertThatThrownBy(() -> session.request("ping", params(), brief()))
                .isInstanceOf(TransportException.TimedOut.class);

        assertThat(process(session, "pid").pid()).isNotEqualTo(process.pid());
        process.onExit().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aProcessAtWorkForSomebodyIsNotReplaced() throws Exception {
        McpSession session = peer("legacy");
        ProcessHandle process = process(session, "pid");
        Call work = patient();
        CompletableFuture<Void> worked = CompletableFuture
                .runAsync(() -> assertThatThrownBy(() -> session.request("freeze", params(), work))
                        .isInstanceOf(TransportException.Cancelled.class));
        assertThat(news.poll(20, TimeUnit.SECONDS)).isEqualTo("heard");

        assertThatThrownBy(() -> session.request("ping", params(), brief()))
                .isInstanceOf(TransportException.TimedOut.class);

        assertThat(process.isAlive()).isTrue();
        work.cancel("enough");
        worked.get(20, TimeUnit.SECONDS);
    }

    /** MCP 2025-11-25, Elicitation: only the server knows which of its calls the question belongs to. */
    @Test
    void noCallsTimeGoesOnWhileTheUserIsAsked() {
        List<Boolean> stoodStill = new ArrayList<>();
        Call call = patient();
        asked = () -> stoodStill.add(call.standsStill());
        McpSession session = peer("legacy");

        assertThat(session.request("consult", params(), call).at("/answered/result/action").asText())
                .isEqualTo("cancel");
        assertThat(stoodStill).containsExactly(true);
        assertThat(call.standsStill()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aServerThatEndsAtItsFirstStartsIsNotTakenForAnOldOne(int times, @TempDir Path folder) {
        McpSession session = peer("stumbling", folder.resolve("starts").toString(), "" + times);
        if (times == 2) {
            assertThatThrownBy(() -> session.open(patient())).isInstanceOf(TransportException.ProcessEnded.class);
        }

        assertThat(session.open(patient()).revision()).isEqualTo("2026-07-28");
    }

    @Test
    void aServerThatLeavesTheProbeUnansweredAndRefusesTheOldGreetingIsProbedAgain() {
        assertThat(peer("drowsy").open(patient()).revision()).isEqualTo("2026-07-28");
    }

    /** MCP 2026-07-28, Subscriptions: on stdio, the server ends one with {@code notifications/cancelled}. */
    @Test
    void aSubscriptionThatTheServerEndsIsOpenedAgain() throws Exception {
        peer("fickle").open(patient());

        assertThat(news.poll(60, TimeUnit.SECONDS)).isEqualTo("heard");
    }

    /** MCP 2025-11-25, Cancellation. */
    @Test
    void initializeIsNeverCancelled() throws Exception {
        McpSession session = peer("mute");
        Call call = patient();
        CompletableFuture<Void> opened = CompletableFuture
                .runAsync(() -> assertThatThrownBy(() -> session.open(call))
                        .isInstanceOf(TransportException.Cancelled.class));
        assertThat(news.poll(20, TimeUnit.SECONDS)).isEqualTo("heard");
        call.cancel("enough");
        opened.get(20, TimeUnit.SECONDS);

        assertThat(session.open(patient()).name()).isEqualTo("peer that heard server/discover");
    }

    /** MCP 2025-11-25, Lifecycle, Shutdown; a launcher starts the server as its child. */
    @Test
    void whatAServerStartedEndsWithTheSession() throws Exception {
        McpSession session = peer("legacy");
        ProcessHandle child = process(session, "child");
        assertThat(child.isAlive()).isTrue();

        session.close();

        child.onExit().get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatMayHaveChangedWhileNoProcessRanIsToldOf() throws Exception {
        McpSession session = peer("legacy");
        assertThatThrownBy(() -> session.request("die", params(), patient()))
                .isInstanceOf(TransportException.ProcessEnded.class);
        assertThat(news).isEmpty();

        var unused = session.request("pid", params(), patient());

        assertThat(news).contains("notifications/tools/list_changed");
    }

    @Test
    void aServerThatEndsAfterEachListIsNotListedForEver() {
        McpSession session = peer("legacy");
        assertThatThrownBy(() -> session.request("die", params(), patient()))
                .isInstanceOf(TransportException.ProcessEnded.class);

        assertThatThrownBy(() -> session.request("tools/list", params(), patient()))
                .isInstanceOf(TransportException.RemoteError.class);

        assertThat(news).isEmpty();
    }

    @Test
    void theIdsOfRequestsAreLowAndOfOneSequence() {
        // After server/discover and initialize.
        assertThat(peer("legacy").request("id", params(), patient()).path("id").asLong()).isEqualTo(3);
    }

    private static Call brief() {
        return Call.within(Duration.ofMillis(200));
    }

    private static ProcessHandle process(McpSession session, String method) {
        return ProcessHandle.of(session.request(method, params(), patient()).path("pid").asLong()).orElseThrow();
    }
}
