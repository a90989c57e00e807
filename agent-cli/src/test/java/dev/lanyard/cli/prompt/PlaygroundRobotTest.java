package dev.lanyard.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lanyard.credential.UserInteraction.SignIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The robot against a server of its own that plays the playground, and one that it must leave alone. */
class PlaygroundRobotTest {
    private final AtomicInteger elsewhere = new AtomicInteger();
    private HttpServer playground;
    private HttpServer other;
    private String page = "";

    PlaygroundRobotTest() throws IOException {
        playground = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        playground.createContext("/", exchange -> {
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.createContext("/", exchange -> {
            elsewhere.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        playground.start();
        other.start();
    }

    @AfterEach
    void stop() {
        playground.stop(0);
        other.stop(0);
    }

    @Test
    void refusesAPageOfAnotherOrigin() {
        URI page = at(other, "/authorize");

        assertThatThrownBy(() -> robot().paste(signIn(), page)).isInstanceOf(PlaygroundRobot.NotSignedIn.class)
                .hasMessage("The robot did not sign in as 'alice' for 'expenses': 'http://127.0.0.1:"
                        + page.getPort() + "' is not the playground at 'http://127.0.0.1:"
                        + playground.getAddress().getPort() + "'. Use --playground-user with a user of the "
                        + "playground, and sign in elsewhere yourself.");
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void refusesAnAddressThatOnlyLooksLikeThePlayground() {
        for (String page : List.of("http://127.0.0.1:" + playground.getAddress().getPort() + "@127.0.0.1:"
                + other.getAddress().getPort() + "/", "https://127.0.0.1:" + playground.getAddress().getPort() + "/")) {
            assertThatThrownBy(() -> robot().paste(signIn(), URI.create(page)))
                    .isInstanceOf(PlaygroundRobot.NotSignedIn.class);
        }
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void sendsNoFormToAnotherOrigin() {
        page = "<form method=\"post\" action=\"" + at(other, "/take") + "\"><button name=\"user\" value=\"alice\">A"
                + "</button></form>";

        assertThatThrownBy(() -> robot().paste(signIn(), at(playground, "/")))
                .isInstanceOf(PlaygroundRobot.NotSignedIn.class)
                .hasMessageContaining("a form leads to '127.0.0.1'");
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void namesTheUsersThatThereAre() {
        page = "<form method=\"post\" action=\"/x\"><button name=\"user\" value=\"bob\">B</button></form>";

        assertThatThrownBy(() -> robot().paste(signIn(), at(playground, "/")))
                .hasMessageContaining("there is no user 'alice', only bob");
    }

    @Test
    void agreesToMoreOnlyInThePlayground() {
        assertThat(robot().approve(signIn(), List.of("write"))).isTrue();
        assertThat(robot().approve(new SignIn("expenses", at(other, "/issuer"), List.of(), null), List.of("write")))
                .isFalse();
    }

    private PlaygroundRobot robot() {
        return new PlaygroundRobot("alice", () -> at(playground, "/issuer"));
    }

    private SignIn signIn() {
        return new SignIn("expenses", at(playground, "/issuer"), List.of(), null);
    }

    private static URI at(HttpServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
