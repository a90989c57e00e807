package dev.lanyard.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final HttpHandler ECHO = exchange -> {};
    private static final HttpHandler LOGIN = exchange -> {};
    private static final HttpHandler KEYS = exchange -> {};

    private final Routes routes = Routes.none()
            .with("/echo/mcp", ECHO)
            .with("/login/", LOGIN)
            .with("/login/keys/", KEYS);

    @Test
    void theLongestPathThatFitsWins() {
        assertThat(routes.find("/echo/mcp")).containsSame(ECHO);
        assertThat(routes.find("/login/token")).containsSame(LOGIN);
        assertThat(routes.find("/login/keys/1")).containsSame(KEYS);
        assertThat(routes.find("/echo/mcp/x")).isEmpty();
        assertThat(routes.find("/login")).isEmpty();
    }

    @Test
    void makesHandlersOnceAndWhenTheyAreFirstAskedFor() throws Exception {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        Routes later = Routes.later(List.of("/later/", "/.well-known/later"), () -> {
            made.incrementAndGet();
            return Routes.none().with("/later/one", exchange -> answered.incrementAndGet());
        });
        int before = made.get();
        try (HttpServer server = HttpServer.start(HttpOptions.onPort(0), origin -> later)) {
            int port = server.origin().getPort();
            String host = "Host: localhost:" + port;
            RawHttp.statusOf(port, "/later/one", host);
            RawHttp.statusOf(port, "/later/one", host);

            assertThat(RawHttp.statusOf(port, "/later/two", host)).isEqualTo(404);
            assertThat(RawHttp.statusOf(port, "/.well-known/later", host)).isEqualTo(404);
        }

        assertThat(before).isZero();
        assertThat(made).hasValue(1);
        assertThat(answered).hasValue(2);
    }

    @Test
    void refusesTheSamePathTwice() {
        assertThatThrownBy(() -> routes.with("/echo/mcp", LOGIN))
                .hasMessage("The path '/echo/mcp' is taken. Mount the handler elsewhere.");
    }
}
