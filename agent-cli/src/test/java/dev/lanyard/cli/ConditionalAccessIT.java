package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.prompt.PageVisitor;
import dev.lanyard.server.identity.Fault;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditional Access is switched on in the middle of a chat: it is explained, signed in for, and the same call completes. */
class ConditionalAccessIT {
    private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+/\\S+/oauth2/deviceauth");
    private static final Pattern CODE = Pattern.compile("type this code: ([A-Z]{9})");

    @TempDir
    Path folder = Path.of("");

    @Test
    void theCallThatWasHeldUpGoesOnAfterTheSignIn() throws Exception {
        try (Playground playground = Playground.start(PlaygroundOptions.usual());
                PseudoTerminal terminal = PseudoTerminal.open(new LanyardProcess(folder).with("TERM", "dumb"),
                        "--plain",
                        "--config", playground.config().toString(), "--model", "scripted", "--approve", "all",
                        "--sign-in", "device", "--server", "profile")) {
            visit(terminal.await("type this code: [A-Z]{9}\\s"), 0);
            terminal.await("Signed in for profile.*profile.{0,8} ready");
            playground.identity().inject(Fault.of(Fault.Kind.MFA_REQUIRED).at("https://graph.microsoft.com"));

            terminal.type("call get_user_info {}\r");
            visit(terminal.await("Why now: .*type this code: [A-Z]{9}\\s"), 1);
            String screen = terminal.await("Why now: .*get_user_info: .*alice@playground\\.example.*you › ");
            terminal.type("\u0004");

            assertThat(terminal.end()).isZero();
            assertThat(screen).contains("profile answered 401", "Why now: Conditional Access asks for it.");
            assertThat(Pattern.compile("→ profile.{0,8} · get_user_info").matcher(screen).results()).hasSize(1);
        }
    }

    private static void visit(String screen, int number) throws Exception {
        String code = CODE.matcher(screen)
                .results()
                .skip(number)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        String page = ADDRESS.matcher(screen).results().map(MatchResult::group).findFirst().orElseThrow();
        URI unused = PageVisitor.visit("alice", URI.create(page + "?user_code=" + code));
    }
}
