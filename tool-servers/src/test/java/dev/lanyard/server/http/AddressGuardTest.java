package dev.lanyard.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2025-11-25, Transports, security warning: servers must validate Origin; CVE-2026-35568 and its kin for Host. */
class AddressGuardTest {
    private final AddressGuard guard = new AddressGuard(Set.of("login.contoso.localhost"),
            Set.of("https://inspector.example"));

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:8000",
            "login.contoso.localhost", "login.contoso.localhost:80", "login.contoso.localhost:8000"})
    void c15AnswersToItsOwnNames(String host) {
        assertThatNoException().isThrownBy(() -> guard.check("http", 8000, List.of(host), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "evil.example", "evil.example:8000", "localhost", "localhost:8001", "localhost:8000.",
            "localhost.evil.example:8000", "127.0.0.1.nip.io:8000", "evil@localhost:8000", "localhost:8000@evil",
            "127.0.0.2:8000", "0.0.0.0:8000", "[::]:8000", "localhost:99999", "login.contoso.localhost:8001",
            "x.login.contoso.localhost", "localhost:8000,evil.example", "localhost :8000"})
    void c15RefusesForeignHosts(String host) {
        assertThatThrownBy(() -> guard.check("http", 8000, List.of(host), List.of())).isInstanceOf(HttpRefusal.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000",
            "https://inspector.example", "http://login.contoso.localhost"})
    void c15LetsInItsOwnOriginsAndThoseConfigured(String origin) {
        assertThatNoException()
                .isThrownBy(() -> guard.check("http", 8000, List.of("localhost:8000"), List.of(origin)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "", "*", "http://evil.example", "http://localhost:8000.evil.example",
            "http://localhost:80001", "http://localhost:8000/", "https://localhost:8000", "http://localhost",
            "https://inspector.example.evil", "https://inspector.example:444", "http://x@localhost:8000",
            "file://", "http://localhost:8000#", "http://localhost:3000"})
    void c15RefusesForeignOrigins(String origin) {
        assertThatThrownBy(() -> guard.check("http", 8000, List.of("localhost:8000"), List.of(origin)))
                .isInstanceOf(HttpRefusal.class);
    }

    @Test
    void c15RefusesOverTheWireWithoutAskingTheHandler() throws IOException {
        try (HttpServer server = HttpServer.start(HttpOptions.onPort(0),
                origin -> Routes.none().with("/", exchange -> exchange.respond(200, Map.of(), new byte[0])))) {
            int port = server.origin().getPort();
            String ours = "Host: localhost:" + port;

            assertThat(RawHttp.statusOf(port, "/x", ours)).isEqualTo(200);
            assertThat(RawHttp.statusOf(port, "/x", "Host: evil.example")).isEqualTo(403);
            assertThat(RawHttp.statusOf(port, "/x", ours + "\nOrigin: http://evil.example")).isEqualTo(403);
            assertThat(RawHttp.statusOf(port, "/x", ours + "\nOrigin: http://localhost:" + port)).isEqualTo(200);
            assertThat(RawHttp.statusOf(port, "/x", ours + "\nHost: evil.example")).isEqualTo(400);
            assertThat(RawHttp.statusOf(port, "http://evil.example/x", ours)).isEqualTo(400);
        }
    }
}
