package dev.lanyard.server.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @Test
    void readsEveryOption() {
        CommandLine line = CommandLine.parse(List.of("--state", "/tmp/x", "--port=8000", "--step-delay", "5ms",
                "--token-lifetime=PT2M", "--clock-skew", "1000", "--foreground"));

        PlaygroundOptions options = line.options();
        assertThat(line.foreground()).isTrue();
        assertThat(options.state()).isEqualTo(Path.of("/tmp/x"));
        assertThat(options.port()).isEqualTo(8000);
        assertThat(options.stepDelay()).isEqualTo(Duration.ofMillis(5));
        assertThat(options.tokenLifetime()).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.clockSkew()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
                                                                  --prot 8000            | '--prot' is not an option. Run with --help to see those there are.
                                                                  --port                 | --port: the value is missing. Write it after the option.
                                                                  --port=                | --port: the value is missing. Write it after the option.
                                                                  --port eight           | --port: 'eight' is not a number. Write one such as 8000.
                                                                  --port 70000           | --port: 70000 is no port. Write one from 0 (a free one) to 65535.
                                                                  --step-delay soon      | --step-delay: 'soon' is not a duration. Write one such as PT0.2S or 200ms.
                                                                  --step-delay -1        | --step-delay: PT-0.001S is out of range. Write one from PT0S to PT1M.
                                                                  --token-lifetime PT0S  | --token-lifetime: PT0S is out of range. Write one from PT1S to PT24H.
                                                                  """)
    void namesTheOptionAndTheFix(String arguments, String message) {
        assertThatThrownBy(() -> CommandLine.parse(List.of(arguments.split(" ", -1))))
                .isInstanceOf(PlaygroundArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(CommandLine.HELP).contains("--state", "--port", "--step-delay", "--token-lifetime", "--clock-skew",
                "--foreground", "--help");
        assertThat(CommandLine.parse(List.of("--help")).help()).isTrue();
    }
}
