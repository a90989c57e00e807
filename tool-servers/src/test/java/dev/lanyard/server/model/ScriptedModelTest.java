package dev.lanyard.server.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.http.StrictJson;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptedModelTest {
    private static final List<OfferedTool> TOOLS = List.of(
            tool("reverse__reverse_tool", "\"query\":{\"type\":\"string\"}", "\"query\""),
            tool("secure_echo", "\"message\":{\"type\":\"string\"}", "\"message\""),
            tool("time__current_time", "\"timezone\":{\"type\":\"string\"}", ""),
            tool("convert_time",
                    "\"source_timezone\":{\"type\":\"string\"},\"time\":{\"type\":\"string\"},\"target_timezone\":{\"type\":\"string\"}",
                    "\"source_timezone\",\"time\",\"target_timezone\""),
            tool("random_number_tool", "\"min\":{\"type\":\"integer\"},\"max\":{\"type\":\"integer\"}",
                    "\"min\",\"max\""),
            tool("tavily-search", "\"query\":{\"type\":\"string\"}", "\"query\""),
            tool("get_user_expenses", "\"from\":{\"type\":\"string\"},\"category\":{\"type\":\"string\"}", ""),
            tool("expenses__add_user_expense",
                    "\"date\":{\"type\":\"string\"},\"amount\":{\"type\":\"number\"},\"category\":{\"type\":\"string\"},"
                            + "\"description\":{\"type\":\"string\"},\"payment_method\":{\"type\":\"string\"}",
                    "\"amount\",\"category\",\"description\",\"payment_method\""));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
                                                                  reverse hello                                   | reverse__reverse_tool{"query":"hello"}
                                                                  Please reverse  hello world                     | reverse__reverse_tool{"query":"hello world"}
                                                                  reverse hello and echo world                    | reverse__reverse_tool{"query":"hello"} secure_echo{"message":"world"}
                                                                  reverse a, then echo b; reverse c               | reverse__reverse_tool{"query":"a"} secure_echo{"message":"b"} reverse__reverse_tool{"query":"c"}
                                                                  reverse "hello and echo world"                  | reverse__reverse_tool{"query":"hello and echo world"}
                                                                  reverse salt and pepper                         | reverse__reverse_tool{"query":"salt and pepper"}
                                                                  what time is it?                                | time__current_time{}
                                                                  what time is it in Europe/Berlin?               | time__current_time{"timezone":"Europe/Berlin"}
                                                                  convert 14:30 from Europe/Berlin to Asia/Tokyo  | convert_time{"source_timezone":"Europe/Berlin","target_timezone":"Asia/Tokyo","time":"14:30"}
                                                                  random number between 1 and 6                   | random_number_tool{"min":1,"max":6}
                                                                  search for cats and dogs                        | tavily-search{"query":"cats and dogs"}
                                                                  What's new in Java 25?                          | tavily-search{"query":"Java 25"}
                                                                  What did I spend?                               | get_user_expenses{}
                                                                  show my expenses                                | get_user_expenses{}
                                                                  what did I spend on food since 2026-11-01?      | get_user_expenses{"category":"food","from":"2026-11-01"}
                                                                  add an expense of 12.50 for lunch               | expenses__add_user_expense{"amount":12.50,"description":"lunch","category":"food","payment_method":"cash"}
                                                                  record an expense of 30 for a taxi on 2026-11-19 paid with Visa. | expenses__add_user_expense{"amount":30,"description":"a taxi","category":"transport","payment_method":"visa","date":"2026-11-19"}
                                                                  add an expense of 5 for tea and what did I spend | expenses__add_user_expense{"amount":5,"description":"tea","category":"other","payment_method":"cash"} get_user_expenses{}
                                                                  call secure_echo {"message":"a, echo b"}        | secure_echo{"message":"a, echo b"}
                                                                  call reverse_tool {"query":"x"} and echo y      | reverse__reverse_tool{"query":"x"} secure_echo{"message":"y"}
                                                                  """)
    void callsToolsByTheEndOfTheirNames(String request, String expected) {
        Reply reply = ScriptedModel.reply(new Conversation(request, List.of(), TOOLS));

        assertThat(reply).isInstanceOfSatisfying(Reply.Calls.class,
                calls -> assertThat(calls.calls()
                        .stream()
                        .map(call -> call.tool() + StrictJson.text(call.arguments()))
                        .collect(Collectors.joining(" "))).isEqualTo(expected));
    }

    /** Where a tool is not on offer, but a sign-in to the server that has it. */
    @Test
    void signsInFirstAndThenDoesWhatWasMeant() {
        OfferedTool signIn = tool("profile__sign_in", "", "");
        OfferedTool name = tool("profile__get_user_name", "", "");
        var signedIn = new Conversation.Outcome("profile__sign_in", "The user signed in to server 'profile'.");
        var reversed = new Conversation.Outcome("reverse__reverse_tool", "olleh");
        var refused = new Conversation.Outcome("profile__sign_in", "Error: Server 'profile' needs you to sign in.");
        var alice = new Conversation.Outcome("profile__get_user_name", "Alice");
        String request = "reverse hello and who am I?";

        assertThat(called(request, List.of(), TOOLS.getFirst(), signIn))
                .containsExactly("reverse__reverse_tool", "profile__sign_in");
        assertThat(called(request, List.of(reversed, signedIn), TOOLS.getFirst(), name))
                .containsExactly("profile__get_user_name");
        assertThat(ScriptedModel.reply(new Conversation(request, List.of(reversed, signedIn, alice),
                List.of(TOOLS.getFirst(), name))))
                .isEqualTo(new Reply.Text("reverse_tool: olleh\nget_user_name: Alice"));
        assertThat(ScriptedModel.reply(new Conversation(request, List.of(reversed, refused),
                List.of(TOOLS.getFirst(), signIn))))
                .isEqualTo(new Reply.Text(
                        "reverse_tool: olleh\nsign_in failed: Server 'profile' needs you to sign in."));
    }

    private static List<String> called(String request, List<Conversation.Outcome> outcomes, OfferedTool... tools) {
        return ScriptedModel.reply(new Conversation(request, outcomes, List.of(tools))) instanceof Reply.Calls calls
                ? calls.calls().stream().map(Step.Call::tool).toList()
                : List.of();
    }

    @Test
    void usesTheParameterThatTheSchemaNames() {
        OfferedTool odd = tool("reverse_tool", "\"value\":{\"type\":\"string\"}", "\"value\"");

        assertThat(ScriptedModel.reply(new Conversation("reverse hello", List.of(), List.of(odd)))).isEqualTo(
                new Reply.Calls(List.of(new Step.Call("reverse_tool", StrictJson.object("{\"value\":\"hello\"}")))));
    }

    @Test
    void introducesItselfAsAScript() {
        assertThat(ScriptedModel.reply(new Conversation("Who are you?", List.of(), TOOLS)))
                .isEqualTo(new Reply.Text(ScriptedModel.INTRODUCTION));
        assertThat(ScriptedModel.INTRODUCTION).startsWith("I am Lanyard's scripted model, not a language model.")
                .contains("Try: reverse hello and echo world");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
                                                                  reverse__reverse_tool | {"reversed_query":"olleh"}            | reverse_tool: olleh
                                                                  secure_echo           | Echo: world                           | secure_echo: Echo: world
                                                                  convert_time          | {"time":"21:30","zone":"Asia/Tokyo"}  | convert_time: time: 21:30, zone: Asia/Tokyo
                                                                  convert_time          | {"source":{"a":1,"b":2},"target":3}   | convert_time: source: (a: 1, b: 2), target: 3
                                                                  random_number_tool    | 4                                     | random_number_tool: 4
                                                                  list                  | ["a","b"]                             | list: a, b
                                                                  reverse__reverse_tool | Error: connection refused             | reverse_tool failed: connection refused
                                                                  reverse_tool          | {"error":"query is missing"}          | reverse_tool failed: query is missing
                                                                  reverse_tool          | {"isError":true,"content":"no"}       | reverse_tool failed: no
                                                                  odd                   | {broken                               | odd: {broken
                                                                  """)
    void tellsResultsAndFailures(String tool, String content, String line) {
        var outcome = new Conversation.Outcome(tool, content);

        assertThat(ScriptedModel.reply(new Conversation("reverse hello", List.of(outcome), TOOLS)))
                .isEqualTo(new Reply.Text(line));
    }

    @Test
    void tellsALineForEachResult() {
        var results = List.of(new Conversation.Outcome("reverse__reverse_tool", "{\"reversed_query\":\"olleh\"}"),
                new Conversation.Outcome("secure_echo", "Echo: world"));

        assertThat(ScriptedModel.reply(new Conversation("reverse hello and echo world", results, TOOLS)))
                .isEqualTo(new Reply.Text("reverse_tool: olleh\nsecure_echo: Echo: world"));
    }

    @Test
    void saysWhichToolsItHasWhenTheOneNeededIsMissing() {
        List<OfferedTool> echoOnly = TOOLS.subList(1, 2);

        assertThat(ScriptedModel.reply(new Conversation("reverse hello", List.of(), echoOnly)))
                .isEqualTo(new Reply.Text(
                        "That takes a tool whose name ends in 'reverse_tool', which I do not have. I was offered: secure_echo."));
        assertThat(ScriptedModel.reply(new Conversation("reverse hello", List.of(), List.of())))
                .isEqualTo(new Reply.Text(
                        "That takes a tool whose name ends in 'reverse_tool', which I do not have. I was offered no tools."));
    }

    @Test
    void callsWhatItCanAndTellsTheRestAfterwards() {
        List<OfferedTool> echoOnly = TOOLS.subList(1, 2);
        var results = List.of(new Conversation.Outcome("secure_echo", "Echo: world"));

        assertThat(ScriptedModel.reply(new Conversation("reverse hello and echo world", results, echoOnly)))
                .isEqualTo(new Reply.Text("secure_echo: Echo: world\nThat takes a tool whose name ends in"
                        + " 'reverse_tool', which I do not have. I was offered: secure_echo."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
                                                                  call secure_echo {broken} | The arguments for 'secure_echo' are not JSON. Write them as {"name":"value"}.
                                                                  """)
    void explainsArgumentsThatAreNotJson(String request, String expected) {
        assertThat(ScriptedModel.reply(new Conversation(request, List.of(), TOOLS)))
                .isEqualTo(new Reply.Text(expected));
    }

    private static OfferedTool tool(String name, String properties, String required) {
        return new OfferedTool(name, StrictJson.object("{\"type\":\"object\",\"properties\":{" + properties
                + "},\"required\":[" + required + "]}"));
    }
}
