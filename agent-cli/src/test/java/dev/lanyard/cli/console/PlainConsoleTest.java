package dev.lanyard.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlainConsoleTest {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final PipedOutputStream keys = new PipedOutputStream();

    private void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    @Test
    void whatWasTypedBeforeAQuestionDoesNotAnswerIt() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (Console console = new PlainConsole(new PipedInputStream(keys),
                new PrintStream(screen, true, StandardCharsets.UTF_8), true);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            type("y\nand then\n");
            Future<String> answer = threads.submit(() -> console.dialogue(() -> {
                asked.countDown();
                return console.ask("Sure? ").orElse("nothing");
            }));
            assertThat(asked.await(50, TimeUnit.SECONDS)).isTrue();
            type("n\nlast\n");

            assertThat(answer.get()).isEqualTo("n");
            assertThat(console.read("you › ")).contains("y");
            assertThat(console.read("you › ")).contains("and then");
            assertThat(console.read("you › ")).contains("last");
        }
        assertThat(screen.toString(StandardCharsets.UTF_8)).contains("Sure? ", "you › y\n", "you › and then\n");
    }
}
