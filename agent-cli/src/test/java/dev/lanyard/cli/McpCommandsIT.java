package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McpCommandsIT {
    @TempDir
    Path folder = Path.of("");

    private LanyardProcess lanyard;
    private Path users;

    @BeforeEach
    void start() throws IOException {
        lanyard = new LanyardProcess(folder);
        users = lanyard.home().resolve(".config/lanyard/mcp.json");
    }

    @Test
    void addsTavilyShowsItAndRemovesIt() throws Exception {
        Outcome added = lanyard.run("mcp", "add", "tavily");
        Outcome again = lanyard.run("mcp", "add", "tavily");
        Outcome shown = lanyard.with("TAVILY_API_KEY", "tvly-canary").run("mcp", "get", "tavily");

        assertThat(added).isEqualTo(new Outcome(0, "Added 'tavily' to " + users + "\n", ""));
        assertThat(users).content().contains("\"Authorization\": \"Bearer ${env:TAVILY_API_KEY}\"");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("was left as it is: it has a server 'tavily' already.");
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("address     https://mcp.tavily.com/mcp/\n", "credential  key\n",
                "header      Authorization = ***${env:TAVILY_API_KEY}\n", "trusted     no\n",
                "from        " + users + "\n").doesNotContain("canary");
        assertThat(lanyard.run("mcp", "remove", "tavily").exitCode()).isZero();
        assertThat(users).content().doesNotContain("tavily");
        assertThat(users.getParent()).isDirectoryNotContaining("glob:**.mcp-*");
    }

    @Test
    void writesNoServerThatCouldNotBeUsed() throws Exception {
        Outcome outcome = lanyard.run("mcp", "add", "x", "http://example.com/mcp", "--header", "k: ${env:K}");
        Outcome type = lanyard.run("mcp", "add", "x", "https://example.com/mcp", "--auth", "magic");
        Outcome nowhere = lanyard.run("mcp", "add", "x");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("would not be usable: servers.x.url: ").contains("Use https");
        assertThat(type.err()).contains("Unknown auth.type 'magic'");
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(users).doesNotExist();
    }

    @Test
    void writesIntoTheProjectsFileWhereItIsToldTo() throws Exception {
        Path projects = lanyard.workingDirectory().resolve(".mcp.json");
        Files.writeString(projects, "{\n  // ours\n  \"mcpServers\": {}\n}\n");

        Outcome outcome = lanyard.run("mcp", "add", "t", "https://example.com/mcp", "--header", "k: plain");
        Outcome hidden = lanyard.run("mcp", "add", "t", "https://example.com/mcp", "--scope", "user");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).contains("header 'k' is written as it stands");
        assertThat(projects).content().contains("// ours", "\"k\": \"plain\"");
        assertThat(hidden.err()).contains("does not count in this folder");
        assertThat(lanyard.run("mcp", "remove", "nothing").err()).contains("it has no server of that name");
    }
}
