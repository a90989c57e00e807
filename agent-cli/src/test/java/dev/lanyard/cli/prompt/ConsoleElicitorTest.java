package dev.lanyard.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.connection.Elicitation;
import dev.lanyard.connection.ElicitationAnswer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** MCP 2025-11-25, Elicitation: what the user sees of a server's question, and what the server gets. */
class ConsoleElicitorTest {
    private static final Browser NO_BROWSER = Browser.of(Map.of(), "Linux");

    private static Elicitation.Field field(String name, boolean required, String schema) {
        try {
            return new Elicitation.Field(name, new ObjectMapper().readTree(schema), required);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ElicitationAnswer ask(Typist typist, Elicitation elicitation) {
        return new ConsoleElicitor(typist.console(), NO_BROWSER).ask(elicitation);
    }

    private static Elicitation.Form trip() {
        return new Elicitation.Form("travel", "Where to?", List.of(
                field("city", true, "{\"type\":\"string\",\"title\":\"City\",\"minLength\":2}"),
                field("nights", false, "{\"type\":\"integer\",\"minimum\":1,\"default\":3}"),
                field("class", true,
                        "{\"type\":\"string\",\"enum\":[\"1\",\"2\"],\"enumNames\":[\"First\",\"Second\"]}"),
                field("note", false, "{\"type\":\"string\"}")));
    }

    private static String content(ElicitationAnswer answer) {
        return ((ElicitationAnswer.Accepted) answer).content().toString();
    }

    @Test
    void asksFieldByFieldAndShowsWhatIsSent() {
        Typist typist = Typist.types("X", "Rome", "", "second", "", "y");

        assertThat(content(ask(typist, trip()))).isEqualTo("{\"city\":\"Rome\",\"nights\":3,\"class\":\"2\"}");
        assertThat(typist.screen()).contains("Server travel asks, in its own words:\n  │ Where to?",
                "City (text): ", "It must have at least 2 characters; this has 1.",
                "nights (whole number from 1, Enter for 3): ", "    1  First\n    2  Second\n", "class (number): ",
                "note (text, Enter for nothing): ", "City = Rome", "nights = 3", "class = Second",
                "Send this to travel? [y]es, [e]dit, [n]o: ");
    }

    @Test
    void insistsOnWhatIsNeeded() {
        Typist typist = Typist.types("", "Rome", "", "1", "", "y");

        assertThat(content(ask(typist, trip()))).contains("Rome");
        assertThat(typist.screen()).contains("This one is needed.");
    }

    @Test
    void letsTheUserEditWhatWasTyped() {
        Typist typist = Typist.types("Rome", "", "1", "", "e", "Oslo", "", "", "late", "y");

        assertThat(content(ask(typist, trip())))
                .isEqualTo("{\"city\":\"Oslo\",\"nights\":3,\"class\":\"1\",\"note\":\"late\"}");
    }

    @Test
    void tellsNoFromNothing() {
        assertThat(ask(Typist.types("/decline"), trip())).isEqualTo(new ElicitationAnswer.Declined());
        assertThat(ask(Typist.types("Rome", "/cancel"), trip())).isEqualTo(new ElicitationAnswer.Dismissed());
        assertThat(ask(Typist.types("Rome", "", "1", "", "n"), trip())).isEqualTo(new ElicitationAnswer.Declined());
        assertThat(ask(Typist.types("Rome"), trip())).isEqualTo(new ElicitationAnswer.Dismissed());
        assertThat(ask(Typist.nobody(), trip())).isEqualTo(new ElicitationAnswer.Dismissed());
    }

    @Test
    void offersNoDefaultThatTheSchemaForbids() {
        Typist typist = Typist.types("", "4", "y");
        Elicitation.Form form = new Elicitation.Form("s", "?",
                List.of(field("n", true, "{\"type\":\"integer\",\"maximum\":5,\"default\":99}")));

        assertThat(content(ask(typist, form))).isEqualTo("{\"n\":4}");
        assertThat(typist.screen()).contains("n (whole number up to 5): ");
    }

    @Test
    void leavesAFormThatItCannotAsk() {
        Elicitation.Form form = new Elicitation.Form("s", "?", List.of(field("o", true, "{\"type\":\"object\"}")));

        assertThat(ask(Typist.types("y"), form)).isEqualTo(new ElicitationAnswer.Dismissed());
    }

    @Test
    void showsNothingThatATerminalWouldObey() {
        String evil = "\u001b]52;c;ZXZpbA==\u0007\u001b[2J\u009b31m\u202Egnp\r";
        Typist typist = Typist.types("1", "y");
        Elicitation.Form form = new Elicitation.Form("s", "Hello" + evil + "\n" + evil, List.of(field("n" + evil, true,
                "{\"type\":\"string\",\"title\":\"T\\u001b[2J\",\"description\":\"D\\u001b[2J\\u202e\","
                        + "\"oneOf\":[{\"const\":\"a\",\"title\":\"A\\u001b]0;x\\u0007\"}]}")));

        assertThat(ask(typist, form)).isInstanceOf(ElicitationAnswer.Accepted.class);
        assertThat(typist.screen().chars().filter(c -> (c != '\n' && Character.isISOControl(c)) || c == '\u202E'))
                .isEmpty();
    }

    @Test
    void showsHostAndAddressBeforeItAsksToOpen() {
        Typist typist = Typist.types("maybe", "y");
        Elicitation.Url url = new Elicitation.Url("bank", "Please confirm",
                URI.create("https://xn--pple-43d.com/a?b=c"));

        assertThat(ask(typist, url)).isInstanceOf(ElicitationAnswer.Accepted.class);
        assertThat(typist.screen()).containsSubsequence("Server bank asks", "go to xn--pple-43d.com:",
                "https://xn--pple-43d.com/a?b=c", "Open it in your browser? [y]es, [n]o: ", "Type y or n.",
                "Open the address yourself.");
        assertThat(ask(Typist.types("n"), url)).isEqualTo(new ElicitationAnswer.Declined());
        assertThat(ask(Typist.types("/cancel"), url)).isEqualTo(new ElicitationAnswer.Dismissed());
    }

    @Test
    void saysWhatAServerSaysIsDone() {
        Typist typist = Typist.types();

        new ConsoleElicitor(typist.console(), NO_BROWSER)
                .completed(new Elicitation.Url("bank", "?", URI.create("https://a.example/pay"), "1"));

        assertThat(typist.screen()).contains("Server bank says that what you went to a.example for is done.");
    }

    @Test
    void opensNothingButHttps() {
        for (String address : List.of("javascript://x/%0aalert(1)", "http://example.com/", "file:///etc/passwd",
                "https://user:pass@example.com/")) {
            assertThat(ask(Typist.types("y"), new Elicitation.Url("s", "?", URI.create(address))))
                    .isEqualTo(new ElicitationAnswer.Declined());
        }
    }
}
