package dev.lanyard.connection;

import static dev.lanyard.connection.TestConnections.list;
import static dev.lanyard.connection.TestConnections.simple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.Secret;
import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.FakeServer;
import dev.lanyard.transport.TransportException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a call ends its wait for what others may go on waiting for: a token, and an open connection. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallEndTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean slowIssuer;
    private FakeServer server;
    private ServerConnection connection;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start()
                .result("tools/list", list(simple("a")))
                .result("tools/call", "{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}");
        CredentialProvider provider = new CredentialCache(Clock.fixed(NOW, ZoneOffset.UTC)).provider(
                CredentialKind.CLIENT_CREDENTIALS, CredentialKey.ofClient("i", "c", "r", List.of("s")), this::token,
                AgentListener.none());
        connection = TestConnections.with("s", server, provider, AgentListener.none());
    }

    @AfterEach
    void stop() throws IOException {
        gate.countDown();
        connection.close();
        server.close();
    }

    private AccessToken token(CredentialRequest request) {
        int number = requests.incrementAndGet();
        if (slowIssuer) {
            asked.countDown();
            pass();
        }
        return new AccessToken(Secret.of("token-" + number), NOW, NOW.plusSeconds(3600));
    }

    private void pass() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has the token refused that the connection was opened with, and its issuer ponder the next. */
    private void refuseTheFirstToken() {
        connection.open();
        slowIssuer = true;
        server.before((request, exchange) -> {
            if (request.header("Authorization").equals("Bearer token-1")) {
                exchange.status(401, "WWW-Authenticate: Bearer error=\"invalid_token\"");
            }
        });
    }

    private String call(Call call) {
        return connection.call("a", JsonNodeFactory.instance.objectNode(), call).text();
    }

    private static Call patient() {
        return Call.within(Duration.ofSeconds(20));
    }

    private CompletableFuture<String> calling() {
        return CompletableFuture.supplyAsync(() -> call(patient()), task -> Thread.ofVirtual().start(task));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anImpatientCallLeavesTheTokenToTheOthers(boolean first) {
        if (first) {
            slowIssuer = true;
        } else {
            refuseTheFirstToken();
        }
        CompletableFuture<String> other = calling();

        assertThatThrownBy(() -> call(Call.within(Duration.ofMillis(200))))
                .isInstanceOf(TransportException.TimedOut.class)
                .hasMessage("Server 's' did not answer 'tools/call' within 200 ms. "
                        + "Try again, or allow it more time (--timeout; in a program callTimeout).");
        assertThat(other).isNotDone();
        gate.countDown();

        assertThat(other.join()).isEqualTo("ok");
        assertThat(requests).hasValue(first ? 1 : 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCancelledCallWaitsForNoToken(boolean first) throws Exception {
        if (first) {
            slowIssuer = true;
        } else {
            refuseTheFirstToken();
        }
        Call call = patient();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> thrown.complete(catchThrowable(() -> call(call))));
        asked.await();
        call.cancel("the user left");

        assertThat(thrown.join()).isInstanceOf(TransportException.Cancelled.class)
                .hasMessage("Server 's' was not waited for: 'tools/call' was cancelled (the user left). "
                        + "Ask again if that was not meant.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptedCallWaitsForNoToken(boolean first) throws Exception {
        if (first) {
            slowIssuer = true;
        } else {
            refuseTheFirstToken();
        }
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            thrown.complete(catchThrowable(() -> call(patient())));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        asked.await();
        caller.interrupt();

        assertThat(thrown.join()).isInstanceOfSatisfying(AgentException.class,
                failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED));
        assertThat(flag.join()).isTrue();
    }

    @Test
    void anImpatientCallLeavesTheOpeningToTheOthers() throws Exception {
        server.on("tools/list", (request, exchange) -> {
            gate.await();
            exchange.result(list(simple("a")));
        });
        CompletableFuture<String> other = calling();
        var unused = server.await("tools/list");

        assertThatThrownBy(() -> call(Call.within(Duration.ofMillis(200))))
                .isInstanceOf(TransportException.TimedOut.class);
        gate.countDown();

        assertThat(other.join()).isEqualTo("ok");
        assertThat(server.received("initialize")).hasSize(1);
        assertThat(server.received("tools/list")).hasSize(1);
    }

    @Test
    void anInterruptedOpeningIsCancelled() throws Exception {
        server.on("tools/list", (request, exchange) -> gate.await());
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread opener = Thread.ofVirtual().start(() -> thrown.complete(catchThrowable(connection::open)));
        var unused = server.await("tools/list");
        opener.interrupt();

        assertThat(thrown.join()).isInstanceOfSatisfying(AgentException.class,
                failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    void closingEndsAnOpening() throws Exception {
        server.on("tools/list", (request, exchange) -> gate.await());
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> thrown.complete(catchThrowable(connection::open)));
        var unused = server.await("tools/list");
        connection.close();

        assertThat(thrown.join()).isInstanceOf(TransportException.Cancelled.class);
    }

    /** Each page comes well within the time, all of them together do not. */
    @Test
    void theStepsOfAnOpeningShareItsTime() {
        server.on("tools/list", (request, exchange) -> {
            boolean unused = gate.await(100, TimeUnit.MILLISECONDS);
            exchange.result("{\"tools\":[" + simple("a") + "],\"nextCursor\":\"again\"}");
        });
        ServerConnection brief = TestConnections.with("s", server,
                CredentialProvider.of(CredentialKind.NONE, request -> new Credential.None()), AgentListener.none(),
                Duration.ofSeconds(2));

        assertThatThrownBy(brief::open).isInstanceOf(TransportException.TimedOut.class)
                .hasMessageStartingWith("Server 's' did not answer 'tools/list' within 2000 ms.");
        brief.close();
    }
}
