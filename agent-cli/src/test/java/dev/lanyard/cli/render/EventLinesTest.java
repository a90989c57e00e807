package dev.lanyard.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.LogLevel;
import org.junit.jupiter.api.Test;

class EventLinesTest {
    private static AgentEvent logged(LogLevel level) {
        return new AgentEvent.ServerLogged("s", level, "logger", "a\u001b[2J\u202Eb");
    }

    @Test
    void showsWhatAnIssuerDidNotRevoke() {
        assertThat(new EventLines(Style.PLAIN).line(new AgentEvent.CredentialNotRevoked("s", "https://as.example",
                "it answered 503\u001b[2J")))
                .contains("! s: the sign-in is forgotten here, but not revoked at https://as.example: "
                        + "it answered 503[2J");
    }

    @Test
    void showsWhichResourceHasChanged() {
        assertThat(new EventLines(Style.PLAIN).line(new AgentEvent.ResourceUpdated("s", "file:///a\u001b[2J")))
                .contains("  s changed file:///a[2J");
    }

    @Test
    void showsWhatServersLogBelowAWarningOnlyToThoseWhoWantMore() {
        assertThat(new EventLines(Style.PLAIN).line(logged(LogLevel.INFO))).isEmpty();
        assertThat(new EventLines(Style.PLAIN).line(logged(LogLevel.WARNING))).contains("  s warning: a[2Jb");
        assertThat(new EventLines(Style.PLAIN, true).line(logged(LogLevel.INFO))).contains("  s info: a[2Jb");
    }
}
