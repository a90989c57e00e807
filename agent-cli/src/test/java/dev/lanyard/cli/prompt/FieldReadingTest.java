package dev.lanyard.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MCP 2025-11-25, Elicitation, Requested Schema: what each kind of field takes. */
class FieldReadingTest {
    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "{'type':'string'} | hello | \"hello\"",
            "{'type':'string','format':'email'} | ana@example.com | \"ana@example.com\"",
            "{'type':'string','format':'uri'} | https://example.com/a | \"https://example.com/a\"",
            "{'type':'string','format':'date'} | 2026-02-28 | \"2026-02-28\"",
            "{'type':'string','format':'date-time'} | 2026-02-28T10:00:00Z | \"2026-02-28T10:00:00Z\"",
            "{'type':'integer'} | -3 | -3",
            "{'type':'integer'} | 4.0 | 4",
            "{'type':'integer','minimum':1,'maximum':5} | 5 | 5",
            "{'type':'number'} | 2.50 | 2.50",
            "{'type':'boolean'} | YES | true",
            "{'type':'boolean'} | n | false",
            "{'type':'string','enum':['r','g'],'enumNames':['Red','Green']} | 2 | \"g\"",
            "{'type':'string','oneOf':[{'const':'r','title':'Red'},{'const':'g','title':'Green'}]} | red | \"r\"",
            "{'type':'array','items':{'type':'string','enum':['a','b','c']}} | 1, 3 | [\"a\",\"c\"]",
            "{'type':'array','items':{'anyOf':[{'const':'a','title':'Ay'},{'const':'b','title':'Bee'}]}} | bee,b | [\"b\"]",
            "{'type':'array','items':{'type':'string','enum':['a']}} | - | []"})
    void takesWhatTheSchemaAllows(String schema, String typed, String value) {
        assertThat(read(schema, typed)).isInstanceOfSatisfying(FieldReading.Value.class,
                reading -> assertThat(reading.json()).hasToString(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "{'type':'string','minLength':3} | ab | It must have at least 3 characters; this has 2.",
            "{'type':'string','maxLength':3} | abcd | It must have at most 3 characters; this has 4.",
            "{'type':'string','minLength':2,'maxLength':3} | abcd | It must have 2 to 3 characters; this has 4.",
            "{'type':'string','format':'email'} | ana | Type an e-mail address, such as ana@example.com.",
            "{'type':'string','format':'uri'} | example | Type an address, such as https://example.com/.",
            "{'type':'string','format':'date'} | 2026-02-30 | Type a date, such as 2026-11-30.",
            "{'type':'string','format':'date-time'} | 2026-02-28T10:00 | Type a date and time with its offset, such as 2026-11-30T09:00:00Z.",
            "{'type':'integer'} | 2.5 | Type a whole number.",
            "{'type':'integer'} | two | Type a whole number.",
            "{'type':'number'} | x | Type a number, such as 3.5.",
            "{'type':'number'} | 1e999999999 | This number is too long.",
            "{'type':'integer','minimum':1} | 0 | It must be at least 1.",
            "{'type':'number','maximum':1.5} | 1.6 | It must be at most 1.5.",
            "{'type':'boolean'} | perhaps | Type y or n.",
            "{'type':'string','enum':['r','g']} | 3 | Type a number from 1 to 2.",
            "{'type':'array','items':{'type':'string','enum':['a','b']}} | 1,9 | Type numbers from 1 to 2, with commas between.",
            "{'type':'array','minItems':2,'items':{'type':'string','enum':['a','b']}} | 1,1 | Choose at least 2; these are 1.",
            "{'type':'array','maxItems':1,'items':{'type':'string','enum':['a','b']}} | 1,2 | Choose at most 1; these are 2."})
    void saysWhyItDoesNotTakeTheRest(String schema, String typed, String reason) {
        assertThat(read(schema, typed)).isEqualTo(new FieldReading.Wrong(reason));
    }

    @Test
    void knowsNoNestedKinds() {
        assertThat(FieldKind.of(json("{\"type\":\"object\"}"))).isEmpty();
        assertThat(FieldKind.of(json("{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"))).isEmpty();
        assertThat(FieldKind.of(json("{}"))).isEqualTo(Optional.empty());
    }

    private static FieldReading read(String schema, String typed) {
        return FieldReading.of(FieldKind.of(json(schema.replace('\'', '"'))).orElseThrow(), typed);
    }
}
