package dev.lanyard.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.command.IssuersCommand.Found;
import dev.lanyard.oauth.IssuerFinding;
import dev.lanyard.oauth.IssuerReport;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class IssuersOutputTest {
    private static Found found(List<String> challenges, boolean known, String scope) {
        return new Found(new IssuerFinding.Measured("https://id.example.com", new IssuerReport("https://id.example.com",
                URI.create("https://id.example.com/.well-known/openid-configuration"), IssuerReport.Form.OPENID,
                challenges, known, false, false, false, false, false, !known, List.of(), List.of(), List.of(scope),
                List.of())), List.of("mail"));
    }

    @Test
    void marksWhatIsNotSaidAndWhatIsOnlyKnown() {
        assertThat(IssuersOutput.lines(List.of(found(List.of(), true, "read")))).element(1)
                .asString()
                .matches(
                        "https://id\\.example\\.com +openid +\\? \\(S256 known\\) +no +no +left out +no +no +\\? +\\? +no");
        assertThat(IssuersOutput.lines(List.of(found(List.of("plain"), false, "read"))).get(1)).contains(" no S256 ");
        assertThat(IssuersOutput.lines(List.of())).isEmpty();
    }

    @Test
    void b10whatAnIssuerSaysGivesTheTerminalNoOrders() {
        List<Found> hostile = List.of(found(List.of(), false, "read\u001b]0;owned\u0007\u202e"));

        assertThat(IssuersOutput.lines(hostile)).anyMatch(line -> line.contains("scopes: read"))
                .noneMatch(line -> line.codePoints().anyMatch(c -> c < ' ' || c == 0x202e));
        assertThat(JsonOutput.line(IssuersOutput.json(hostile))).matches("[\\x20-\\x7e]+");
    }
}
