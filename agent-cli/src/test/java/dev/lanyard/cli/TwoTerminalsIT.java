package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import dev.lanyard.server.playground.IssuerRequest;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two terminals share one sign-in, whose refresh token is new after each use (OAuth 2.1, section 4.3.1). */
class TwoTerminalsIT {
    private static final int QUESTIONS = 12;
    private static final int CALLS = 3;

    @TempDir
    Path folder = Path.of("");

    /** Tokens last a second, and the servers go on taking them for a minute: each call renews, however slow the machine. */
    @Test
    void neverSignEachOtherOut() throws Exception {
        try (Playground playground = Playground
                .start(PlaygroundOptions.usual().withTokenLifetime(Duration.ofSeconds(1)))) {
            LanyardProcess lanyard = new LanyardProcess(folder).with("BROWSER", BrowserScript.of("alice", folder));
            String config = playground.config().toString();
            Outcome login = lanyard.run("mcp", "login", "expenses", "--sign-in", "browser", "--config", config);
            long asked = count(playground, "/authorize");

            lanyard.with("BROWSER", "/nowhere");
            List<Process> both = List.of(chat(lanyard, config), chat(lanyard, config));
            List<CompletableFuture<String>> said = both.stream().map(TwoTerminalsIT::talked).toList();
            for (Process process : both) {
                assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            }
            List<CompletableFuture<List<Outcome>>> calls = List.of(called(lanyard, config), called(lanyard, config));

            assertThat(login.exitCode()).isZero();
            assertThat(playground.issuerRequests()).noneMatch(IssuerRequest::refusedToken);
            for (CompletableFuture<String> screen : said) {
                assertThat(screen.join().split("Lunch with the team", -1)).hasSize(QUESTIONS + 1);
            }
            for (CompletableFuture<List<Outcome>> outcomes : calls) {
                assertThat(outcomes.join()).hasSize(CALLS).allMatch(outcome -> outcome.exitCode() == 0);
            }
            // The sign-in, and a renewal at least by each process.
            assertThat(count(playground, "/token")).isGreaterThanOrEqualTo(1 + 2 + 2 * CALLS);
            assertThat(count(playground, "/authorize")).isEqualTo(asked).isPositive();
        }
    }

    /** Calls one after the other, each in a process of its own. */
    private static CompletableFuture<List<Outcome>> called(LanyardProcess lanyard, String config) {
        return CompletableFuture.supplyAsync(() -> IntStream.range(0, CALLS).mapToObj(unused -> {
            try {
                return lanyard.run("call", "expenses", "get_user_expenses", "--config", config);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }).toList());
    }

    private static long count(Playground playground, String path) {
        return playground.issuerRequests().stream().filter(request -> request.path().endsWith(path)).count();
    }

    private static Process chat(LanyardProcess lanyard, String config) throws Exception {
        return lanyard.start(lanyard.command(List.of(), "--model", "scripted", "--approve", "trusted", "--config",
                config, "--server", "expenses"));
    }

    private static CompletableFuture<String> talked(Process process) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                try (var in = process.getOutputStream()) {
                    in.write("what did I spend on food?\n".repeat(QUESTIONS).getBytes(StandardCharsets.UTF_8));
                }
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
