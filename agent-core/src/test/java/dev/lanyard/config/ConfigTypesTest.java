package dev.lanyard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTypesTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://a.example/mcp?key=x", "https://me@a.example/", "https://a.example/#x", "/mcp"})
    void httpServerRefusesMoreThanABareAddress(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ServerConfig.Http("a", URI.create(url), Map.of(),
                Map.of(), new AuthConfig.None(), false));
    }

    @Test
    void serverNeverShowsALiteralKey() {
        ServerConfig server = new ServerConfig.Http("a", URI.create("https://a.example/"),
                Map.of("key", SecretRef.Literal.of("canary")), Map.of("x-api-key", SecretRef.Literal.of("canary")),
                new AuthConfig.Key(SecretRef.Literal.of("canary"), new AuthConfig.Placement.Header("y")), false);
        assertThat(server.toString()).doesNotContain("canary").contains("x-api-key");
    }

    @ParameterizedTest
    @CsvSource({"X-Region, westeurope, true", "Accept-Language, de, true", "X-Region, ${env:REGION}, false",
            "Authorization, Bearer x, false", "X-Api-Key, x, false", "x-functions-key, x, false", "Cookie, a=b, false",
            "X-Session-Token, x, false", "X-Client-Secret, x, false", "X-Absent, x, false"})
    void aHeaderIsPlainOnlyIfNothingSpeaksForASecret(String name, String value, boolean plain) {
        SecretRef ref = value.startsWith("$") ? new SecretRef.Env("REGION", null) : SecretRef.Literal.of(value);
        ServerConfig.Http server = new ServerConfig.Http("a", URI.create("https://a.example/"), Map.of(),
                name.equals("X-Absent") ? Map.of() : Map.of(name, ref), new AuthConfig.None(), false);

        assertThat(server.isPlain(name)).isEqualTo(plain);
    }

    @Test
    void mapsKeepTheirOrderAndAreCopied() {
        Map<String, ServerConfig> servers = new LinkedHashMap<>();
        for (String name : List.of("z", "a", "m")) {
            servers.put(name, new ServerConfig.Stdio(name, "run", List.of(), Map.of(), null, false));
        }
        ConfigSource nothing = new ConfigSource(ConfigSource.Kind.NONE, null, Path.of("/w"), List.of());
        AgentConfig config = new AgentConfig(nothing, servers, Map.of(), Map.of());
        servers.clear();
        assertThat(config.servers().keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void aSourceHasAFileUnlessItIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConfigSource(ConfigSource.Kind.USER, null, Path.of("/w"), List.of()));
        assertThatIllegalArgumentException().isThrownBy(
                () -> new ConfigSource(ConfigSource.Kind.NONE, Path.of("/w/mcp.json"), Path.of("/w"), List.of()));
    }

    @Test
    void connectToAndCaAreOnlyForHostsUnderLocalhostAndThisMachine() {
        HostPort here = new HostPort("127.0.0.1", 8443);
        assertThat(entra("https://login.lanyard.localhost", here, Path.of("/ca.pem")).connectTo()).isEqualTo(here);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entra("https://login.microsoftonline.com", here, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entra("https://login.microsoftonline.com", null, Path.of("/ca.pem")));
        assertThatIllegalArgumentException().isThrownBy(
                () -> entra("https://login.lanyard.localhost", new HostPort("192.0.2.1", 443), null));
        assertThatIllegalArgumentException().isThrownBy(() -> entra("http://login.lanyard.localhost", null, null));
    }

    private static IdentityConfig.Entra entra(String authority, @Nullable HostPort connectTo, @Nullable Path ca) {
        return new IdentityConfig.Entra("contoso", "tenant", "client", SecretRef.Env.of("X"), URI.create(authority),
                connectTo, ca);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "127.255.0.9, true", "localhost, true", "LOCALHOST, true", "[::1], true",
            "::1, true", "127.0.0.1.evil.example, false", "localhost.evil.example, false", "a.localhost, false",
            "127.0.0.256, false", "127.1, false", "0.0.0.0, false", "10.0.0.1, false", "128.0.0.1, false"})
    void knowsWhichHostsAreThisMachine(String host, boolean loopback) {
        assertThat(Loopback.isLoopback(host)).isEqualTo(loopback);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:8443, 127.0.0.1, 8443", "[::1]:1, ::1, 1", "localhost:65535, localhost, 65535"})
    void parsesHostAndPort(String text, String host, int port) {
        assertThat(HostPort.parse(text)).contains(new HostPort(host, port));
        assertThat(new HostPort(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:0", "localhost:65536", "::1:80", "http://x:80", ":80", ""})
    void parsesNothingElseAsHostAndPort(String text) {
        assertThat(HostPort.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"https://A.Example/x, https://a.example:443", "http://a:80/, http://a:80",
            "HTTP://[::1]/, http://[::1]:80", "https://a:8443/mcp, https://a:8443"})
    void writesOneOriginOneWay(URI url, String origin) {
        assertThat(Origins.of(url)).isEqualTo(origin);
    }

    @Test
    void problemsCannotCarryEscapeSequencesToATerminal() {
        assertThat(new ConfigProblem("servers.\u001b[2J", "a\nb\u202ec", "d\u0007"))
                .hasToString("servers.\\u{1b}[2J: a\\u{a}b\\u{202e}c d\\u{7}");
    }
}
