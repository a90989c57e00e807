package dev.lanyard.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void refusesTheSamePathTwice() {
        assertThatThrownBy(() -> routes.with("/echo/mcp", LOGIN))
                .hasMessage("The path '/echo/mcp' is taken. Mount the handler elsewhere.");
    }
}
