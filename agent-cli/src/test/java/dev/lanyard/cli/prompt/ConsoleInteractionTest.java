package dev.lanyard.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.credential.Account;
import dev.lanyard.credential.UserInteraction.DeviceCode;
import dev.lanyard.credential.UserInteraction.SignIn;
import dev.lanyard.credential.UserInteraction.Way;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleInteractionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final SignIn SIGN_IN = new SignIn("expenses", URI.create("https://login.example.com/t"),
            List.of("read", "write"), null);
    private static final URI PAGE = URI.create("https://login.example.com/authorize?x=1");

    private static ConsoleInteraction at(Typist typist) {
        return new ConsoleInteraction(typist.console(), Browser.of(Map.of(), "Linux"), List.of(Way.PASTE),
                Clock.fixed(NOW, ZoneOffset.UTC), Account.DEFAULT);
    }

    @Test
    void saysWhatASignInIsForBeforeItOpens() {
        Typist typist = Typist.types();

        at(typist).open(SIGN_IN, PAGE);

        assertThat(typist.screen()).isEqualTo(
                """
                ? Sign in for expenses at login.example.com
                  Asked for: read write
                  Page at login.example.com:
                  https://login.example.com/authorize?x=1
                  There is no browser to open it with. Open the address yourself, on this machine. Ctrl-C gives up.
                """);
    }

    @Test
    void returnsWhatWasPasted() {
        Typist typist = Typist.types("  http://127.0.0.1:1/callback?code=a&state=b ");

        assertThat(at(typist).paste(SIGN_IN, PAGE)).contains("http://127.0.0.1:1/callback?code=a&state=b");
        assertThat(typist.screen()).contains("https://login.example.com/authorize?x=1",
                "Paste the address that you ended at, or press Enter to give up: ");
        assertThat(at(Typist.types("")).paste(SIGN_IN, PAGE)).isEmpty();
        assertThat(at(Typist.types()).paste(SIGN_IN, PAGE)).isEmpty();
        assertThat(at(Typist.nobody()).paste(SIGN_IN, PAGE)).isEmpty();
    }

    @Test
    void showsACodeAndHowLongItLasts() {
        Typist typist = Typist.types();
        ConsoleInteraction interaction = at(typist);

        interaction.show(SIGN_IN, new DeviceCode("WDJB-MJHT", URI.create("https://login.example.com/device"),
                URI.create("https://login.example.com/device?user_code=WDJB-MJHT"), NOW.plusSeconds(905)));
        interaction.ended(SIGN_IN, true);

        assertThat(typist.screen()).contains("  https://login.example.com/device\n",
                "type this code: WDJB-MJHT\n", "The code lasts 15:05 min.", "✓ Signed in for expenses");
    }

    @Test
    void a38showsNothingOfACodeThatATerminalWouldObey() {
        Typist typist = Typist.types();
        ConsoleInteraction interaction = at(typist);

        interaction.show(SIGN_IN, new DeviceCode("A\u001b[2J\u202EB\r\nC", URI.create("https://login.example.com/d"),
                null, NOW));
        interaction.ended(SIGN_IN, false);

        assertThat(typist.screen()).contains("code: A[2JB C\n", "The sign-in for expenses did not succeed")
                .doesNotContain("\u001b", "\u202E", "\r");
    }

    @Test
    void a38showsNoCodeForAPageThatIsNotHttps() {
        Typist typist = Typist.types();

        at(typist).show(SIGN_IN, new DeviceCode("CODE", URI.create("javascript:alert(1)"), null, NOW));

        assertThat(typist.screen()).contains("not https: it is not opened").doesNotContain("CODE");
    }

    @Test
    void a28asksBeforeMoreIsAskedFor() {
        Typist typist = Typist.types("y");

        assertThat(at(typist).approve(SIGN_IN, List.of("admin\u001b[2J"))).isTrue();
        assertThat(typist.screen()).contains("It asks for more than you agreed to so far:\n    + admin[2J\n");
        assertThat(at(Typist.types("")).approve(SIGN_IN, List.of("admin"))).isFalse();
        assertThat(at(Typist.types("no")).approve(SIGN_IN, List.of("admin"))).isFalse();
        assertThat(at(Typist.nobody()).approve(SIGN_IN, List.of("admin"))).isFalse();
    }

    /** An issuer that a server moves to is a different question from more scopes, and shown in full. */
    @Test
    void a02asksBeforeItSignsInAtAnotherIssuer() {
        Typist typist = Typist.types("y");
        SignIn moved = new SignIn("expenses", URI.create("https://login.example.com/other"), List.of(),
                "its authorization server was 'https://login.example.com/t' before");

        assertThat(at(typist).approve(moved, List.of())).isTrue();
        assertThat(typist.screen()).contains(
                "Why now: its authorization server was 'https://login.example.com/t' before\n",
                "It is not where you signed in before: https://login.example.com/other\n")
                .endsWith("Sign in there instead? [y/N] ");
        assertThat(at(Typist.types("")).approve(moved, List.of())).isFalse();
        assertThat(at(Typist.nobody()).approve(moved, List.of())).isFalse();
    }

    @Test
    void asksForAClientId() {
        assertThat(at(Typist.types("my-client")).clientId(SIGN_IN)).contains("my-client");
        assertThat(at(Typist.types("")).clientId(SIGN_IN)).isEmpty();
    }

    @Test
    void saysWhyNow() {
        Typist typist = Typist.types();

        at(typist).open(new SignIn("s", URI.create("https://i.example.com"), List.of(), "step-up\u0007"), PAGE);

        assertThat(typist.screen()).contains("  Why now: step-up\n");
    }
}
