package dev.lanyard.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SecondsConverterTest {
    private final SecondsConverter converter = new SecondsConverter();

    @Test
    void takesOneSecondUpToADay() {
        assertThat(converter.convert("1")).isEqualTo(Duration.ofSeconds(1));
        assertThat(converter.convert("86400")).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "86401", "1.5", "5s", "", "99999999999", "٣"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> converter.convert(text)).isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' is not a whole number of seconds from 1 to 86400");
    }
}
