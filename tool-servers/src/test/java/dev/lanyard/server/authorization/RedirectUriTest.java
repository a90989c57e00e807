package dev.lanyard.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUriTest {
    private static final List<String> REGISTERED = List.of("https://app.example/callback",
            "http://127.0.0.1/callback?x=1", "http://localhost:8000/cb", "http://[::1]/cb", "com.example.app:/done");

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example/callback", "http://127.0.0.1/callback?x=1",
            "http://127.0.0.1:43210/callback?x=1", "http://localhost:1/cb", "http://[::1]:5000/cb",
            "com.example.app:/done"})
    void takesWhatIsRegisteredAndAnyPortOfLoopback(String asked) {
        assertThat(RedirectUri.match(asked, REGISTERED)).hasToString("Optional[" + asked + "]");
    }

    /** SECURITY D04; CVE-2026-3872, CVE-2026-7504. */
    @ParameterizedTest
    @ValueSource(strings = {"https://app.example/callback/", "https://app.example/callback/more",
            "https://app.example/callbackmore", "https://app.example/callback?x=1", "https://app.example/callback#x",
            "https://app.example:443/callback", "https://app.example:8443/callback", "http://app.example/callback",
            "https://app.example.evil.example/callback", "https://evil.example/callback",
            "https://evil.example/https://app.example/callback", "https://evil.example@app.example/callback",
            "https://app.example@evil.example/callback", "https://app.example\\@evil.example/callback",
            "https://app.example/%63allback", "https://app.example/%2fcallback", "https://app.example/./callback",
            "https://app.example/x/../callback", "https://APP.example/callback", "HTTPS://app.example/callback",
            "https://*.example/callback", "https://app.example/callback ", " https://app.example/callback",
            "https://app.example/call\nback", "https://app.example/callback\u0000", "//app.example/callback",
            "/callback", "", "http://127.0.0.1:43210/callback", "http://127.0.0.1:43210/callback?x=2",
            "http://127.0.0.2:43210/callback?x=1", "http://localhost:43210/callback?x=1",
            "http://user@127.0.0.1:43210/callback?x=1", "https://127.0.0.1:43210/callback?x=1",
            "http://127.0.0.1:43210/callback?x=1#", "http://127.1:43210/callback?x=1", "com.example.app:/done/more",
            "javascript:alert(1)", "data:text/html,x"})
    void d04RefusesWhatDiffersInAnythingElse(String asked) {
        assertThat(RedirectUri.match(asked, REGISTERED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "javascript://app.example/%0aalert(1)", "data:text/html,x",
            "vbscript:x", "file:///etc/passwd", "http://app.example/cb", "https:///cb", "https://app.example/*",
            "https://user:pass@app.example/cb", "https://app.example/cb#f", "app:/cb", "com.example.app:cb", "blob:x",
            "ftp://app.example/cb", "https://app_example\\evil/cb"})
    void registersNothingThatCodesMustNotGoTo(String uri) {
        assertThat(RedirectUri.registrable(uri)).isEmpty();
    }

    @Test
    void matchesNothingThatIsRegisteredButUnsafe() {
        assertThat(RedirectUri.match("javascript:alert(1)", List.of("javascript:alert(1)"))).isEmpty();
    }
}
