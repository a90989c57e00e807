package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.credential.Credential;
import dev.lanyard.server.auth.AnonymousAuthenticator;
import dev.lanyard.server.echo.EchoServer;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever becomes of the connection to a real server, the call ends with its result or a typed failure. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultProxyTest {
    private HttpServer server;
    private FaultProxy proxy;
    private McpSession session;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.start(HttpOptions.onPort(0),
                origin -> Routes.none().with("/mcp", EchoServer.endpoint(new AnonymousAuthenticator())));
        proxy = FaultProxy.before(URI.create("http://127.0.0.1:" + server.origin().getPort() + "/mcp"));
        session = TestSessions.with(proxy.url(), new Credential.None());
        session.open(patient());
    }

    @AfterEach
    void stop() throws IOException {
        session.close();
        proxy.close();
        server.close();
    }

    private String echo(Call call) {
        var request = params().put("name", "secure_echo");
        request.putObject("arguments").put("message", "hello");
        return session.request("tools/call", request, call).at("/content/0/text").asText();
    }

    static Fault[] fatal() {
        return new Fault[]{new Fault.CutAfter(0), new Fault.CutAfter(5), new Fault.CutAfter(150),
                new Fault.HalfCloseAfter(0), new Fault.HalfCloseAfter(150), new Fault.ResetAfter(0),
                new Fault.ResetAfter(150)};
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void aBrokenConnectionIsATypedFailureAndTheNextCallSucceeds(Fault fault) {
        proxy.set(fault);
        assertThatThrownBy(() -> echo(patient())).isInstanceOf(TransportException.class)
                .isNotInstanceOf(TransportException.TimedOut.class);
        proxy.set(new Fault.None());

        assertThat(echo(patient())).isEqualTo("Echo: hello");
    }

    static Fault[] slow() {
        return new Fault[]{new Fault.Delay(Duration.ofMillis(50)), new Fault.Trickle(Duration.ofMillis(1))};
    }

    @ParameterizedTest
    @MethodSource("slow")
    void aSlowConnectionIsWaitedFor(Fault fault) {
        proxy.set(fault);

        assertThat(echo(patient())).isEqualTo("Echo: hello");
    }

    @Test
    void aBlackHoleEndsAtTheDeadlineAndTheCallIsNotMadeAgain() {
        proxy.set(new Fault.BlackHole());
        int before = proxy.connections();

        assertThatThrownBy(() -> echo(Call.within(Duration.ofMillis(200))))
                .isInstanceOf(TransportException.TimedOut.class);
        assertThat(proxy.connections()).isEqualTo(before + 1);
    }

    @Test
    void aTrickleDoesNotOutlastTheDeadline() {
        proxy.set(new Fault.Trickle(Duration.ofSeconds(5)));

        assertThatThrownBy(() -> echo(Call.within(Duration.ofMillis(200))))
                .isInstanceOf(TransportException.TimedOut.class);
    }
}
