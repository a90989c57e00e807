package dev.lanyard.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static ObjectNode schema(String properties) {
        try {
            return (ObjectNode) new ObjectMapper().readTree("{\"type\":\"object\",\"properties\":" + properties + "}");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void readsValuesByTheTypesOfTheSchema() {
        ObjectNode schema = schema(
                """
                {"s":{"type":"string"},"i":{"type":"integer"},"b":{"type":"boolean"},"a":{"type":"array"}}""");

        assertThat(Arguments.of("{}", List.of("s=1", "i=1", "b=true", "a=[1]", "other=x=y"), schema).toString())
                .isEqualTo("{\"s\":\"1\",\"i\":1,\"b\":true,\"a\":[1],\"other\":\"x=y\"}");
    }

    @Test
    void letsPairsOverrideTheObject() {
        assertThat(Arguments.of("{\"q\":\"a\",\"r\":1}", List.of("q=b"), schema("{}")).toString())
                .isEqualTo("{\"q\":\"b\",\"r\":1}");
    }

    @Test
    void saysWhatIsWrongAndHowToWriteIt() {
        assertThatThrownBy(() -> Arguments.of("{}", List.of("query"), schema("{}")))
                .hasMessage("'query' is not of the form name=value");
        assertThatThrownBy(() -> Arguments.of("{}", List.of("i=one"), schema("{\"i\":{\"type\":\"integer\"}}")))
                .hasMessage("'i' wants a value of type integer, not 'one'");
        assertThatThrownBy(() -> Arguments.of("[]", List.of(), schema("{}")))
                .hasMessage("--json is not an object; write it like --json '{\"query\":\"hello\"}'");
        assertThatThrownBy(() -> Arguments.of("{", List.of(), schema("{}")))
                .hasMessage("--json is not readable JSON; write it like --json '{\"query\":\"hello\"}'");
    }
}
