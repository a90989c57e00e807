package dev.lanyard.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON-RPC 2.0, sections 4 and 5: one message, one meaning. */
class MessageCodecTest {
    private final MessageCodec codec = new MessageCodec(Limits.STANDARD);

    @ParameterizedTest
    @ValueSource(strings = {"{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"method\":\"tools/call\",\"id\":1}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":1,\"a\":2}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"result\":{}}"})
    void b17aKeyThatIsThereTwiceIsRefused(String text) {
        assertThatThrownBy(() -> codec.read(text)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"jsonrpc\":\"2.0\",\"Method\":\"ping\",\"id\":1}",
            "{\"JSONRPC\":\"2.0\",\"method\":\"ping\",\"id\":1}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"Result\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"ERROR\":{}}", "{\"jsonrpc\":\"2.0\",\"method\\u0000\":\"ping\",\"id\":1}"})
    void b17aKeyInAnotherCaseIsNotTheKey(String text) {
        assertThatThrownBy(() -> codec.read(text)).isInstanceOf(MessageCodec.MalformedMessage.class);
    }

    @Test
    void b17aKeyInAnotherCaseBesideTheRealOneChangesNothing() throws Exception {
        assertThat(codec.read("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"n\":1},\"Result\":{\"n\":2},\"Id\":9}"))
                .isInstanceOfSatisfying(Message.Result.class, result -> {
                    assertThat(result.id().asInt()).isEqualTo(1);
                    assertThat(result.result().path("n").asInt()).isEqualTo(1);
                });
    }
}
