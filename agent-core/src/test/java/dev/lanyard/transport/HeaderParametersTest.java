package dev.lanyard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2026-07-28, Tools, x-mcp-header, and Transports, Value Encoding. */
class HeaderParametersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, quoteCharacter = '`', delimiter = '|', value = {
            "us-west1|us-west1", "us west 1|us west 1", "``|``", "a\"b:c|a\"b:c", " padded |=?base64?IHBhZGRlZCA=?=",
            "Hello, 世界|=?base64?SGVsbG8sIOS4lueVjA==?=", "\u007F|=?base64?fw==?=",
            "=?base64?aGk=?=|=?base64?PT9iYXNlNjQ/YUdrPT89?=", "é|=?base64?w6k=?="})
    void writesValuesThatSurviveTheWay(String value, String header) {
        assertThat(HeaderText.encode(value)).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nAuthorization: Bearer evil", "a\nb", "a\rb", "\tindented", "nul\0", "\u2028",
            "\uD800"})
    void neverLetsAValueBecomeAnotherHeader(String value) {
        assertThat(HeaderText.encode(value)).matches("=\\?base64\\?[A-Za-z0-9+/=]+\\?=");
    }

    @Test
    void takesArgumentsOfEveryTypeAndDepth() throws Exception {
        HeaderParameters parameters = HeaderParameters
                .of(schema("""
                           "region":{"type":"string","x-mcp-header":"Region"},"n":{"type":"integer","x-mcp-header":"N"},
                           "b":{"type":"boolean","x-mcp-header":"B"},"none":{"type":"string","x-mcp-header":"None"},
                           "o":{"type":"object","properties":{"limit":{"type":"integer","x-mcp-header":"Limit"}}},
                           "plain":{"type":"string"}"""))
                .orElseThrow();

        assertThat(parameters.headers(JSON.readTree(
                """
                {"region":"eu","n":42.0,"b":false,"none":null,"o":{"limit":9007199254740991},"plain":"x"}""")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("Mcp-Param-Region", "eu", "Mcp-Param-N", "42", "Mcp-Param-B",
                        "false", "Mcp-Param-Limit", "9007199254740991"));
    }

    @Test
    void leavesOutWhatHasNoText() throws Exception {
        HeaderParameters parameters = HeaderParameters.of(schema("\"n\":{\"type\":\"integer\",\"x-mcp-header\":\"N\"}"))
                .orElseThrow();

        for (String value : new String[]{"{}", "[1]", "null", "1e999999", "9007199254740992",
                "-9007199254740992", "1e30"}) {
            assertThat(parameters.headers(JSON.readTree("{\"n\":" + value + "}"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"My Region\"", "\"Region:Primary\"", "\"Région\"", "\"Region\\t1\"",
            "\"X\\r\\nAuthorization\"", "\"X\\u0000\"", "1", "null", "{}", "[\"Region\"]"})
    void b06refusesNamesThatAreNoToken(String name) throws Exception {
        assertThat(HeaderParameters.of(schema("\"a\":{\"type\":\"string\",\"x-mcp-header\":" + name + "}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"object\"", "\"array\"", "\"null\"", "\"number\"", "[\"string\",\"number\"]", "1"})
    void b06refusesTypesThatAreNotPrimitive(String type) throws Exception {
        assertThat(HeaderParameters.of(schema("\"a\":{\"type\":" + type + ",\"x-mcp-header\":\"A\"}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"Same\"},\"b\":{\"type\":\"string\",\"x-mcp-header\":\"same\"}",
            "\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}",
            "\"a\":{\"oneOf\":[{\"type\":\"string\",\"x-mcp-header\":\"A\"}]}",
            "\"a\":{\"type\":\"string\"}},\"$defs\":{\"d\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}"})
    void b06refusesDuplicatesAndPlacesWithoutOneValue(String properties) throws Exception {
        assertThat(HeaderParameters.of(schema(properties))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Mcp-Session-Id", "Host", "Content-Length", "Mcp-Method", "X-Api-Key"})
    void b06keepsReservedNamesBehindThePrefix(String name) throws Exception {
        HeaderParameters parameters = HeaderParameters
                .of(schema("\"a\":{\"type\":\"string\",\"x-mcp-header\":\"" + name + "\"}"))
                .orElseThrow();

        assertThat(parameters.headers(JSON.readTree("{\"a\":\"evil\"}"))).containsOnlyKeys("Mcp-Param-" + name);
    }

    private static JsonNode schema(String properties) throws JsonProcessingException {
        return JSON.readTree("{\"type\":\"object\",\"properties\":{" + properties + "}}");
    }
}
