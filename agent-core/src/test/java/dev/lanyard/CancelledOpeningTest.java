package dev.lanyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.assistant.Turn;
import dev.lanyard.transport.FakeServer;
import dev.lanyard.transport.TransportException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever gives up a call gives up the wait for its server too. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CancelledOpeningTest {
    @Test
    void aTurnThatIsCancelledWhileTheServerOpensEndsTheCall() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start()) {
            server.before((request, exchange) -> over.await());
            Turn turn = new Turn();
            try (Agent agent = Agent.builder(TestAgents.nothing().withServer(TestAgents.open("s", server)))
                    .openTimeout(java.time.Duration.ofMinutes(10))
                    .build()) {
                Thread canceller = Thread.ofVirtual().start(() -> {
                    try {
                        var unused = server.await(request -> true);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    turn.cancel();
                });

                assertThatThrownBy(() -> agent.call("s", "t", "{}", turn))
                        .isInstanceOf(TransportException.Cancelled.class);
                canceller.join();
                assertThat(server.received("tools/call")).isEmpty();
            } finally {
                over.countDown();
            }
        }
    }

    @Test
    void aTurnThatWasCancelledBeforeOpensNothingForItself() throws Exception {
        try (FakeServer server = FakeServer.start();
                Agent agent = Agent.builder(
                        TestAgents.nothing().withServer(TestAgents.open("s", server))).build()) {
            server.result("tools/list", "{\"tools\":[]}");
            Turn turn = new Turn();
            turn.cancel();

            assertThatThrownBy(() -> agent.call("s", "t", "{}", turn)).isInstanceOf(TransportException.Cancelled.class);
            assertThat(server.received("tools/call")).isEmpty();
        }
    }
}
