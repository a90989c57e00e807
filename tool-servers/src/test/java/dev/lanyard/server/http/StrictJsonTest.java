package dev.lanyard.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8259: what parsers could read in two ways is refused. */
class StrictJsonTest {
    @Test
    void writesWhatItReads() throws Exception {
        String text = "{\"a\":[1,2.5,null,true,\"ä\"]}";

        assertThat(StrictJson.text(StrictJson.read(text.getBytes(StandardCharsets.UTF_8)))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\":1,\"a\":2}", "{} {}", "{}x", "{'a':1}", "[1,]", "NaN", "// c\n1"})
    void refusesWhatIsNotOneValue(String text) {
        assertThatThrownBy(() -> StrictJson.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void boundsNestingAndNumbers() {
        assertThatThrownBy(() -> StrictJson.read("[".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> StrictJson.read("9".repeat(101).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonProcessingException.class);
    }
}
