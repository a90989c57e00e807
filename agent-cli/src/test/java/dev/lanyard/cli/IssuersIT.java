package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.cli.LanyardProcess.Outcome;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures the issuers of a playground that runs as {@code lanyard playground}. */
class IssuersIT {
    private static final String NOBODY = "http://127.0.0.1:1";

    @TempDir
    Path folder = Path.of("");

    private LanyardProcess lanyard;
    private Process playground;
    private String config;
    private String origin;

    @BeforeEach
    void start() throws Exception {
        lanyard = new LanyardProcess(folder);
        Path state = folder.resolve("playground");
        playground = lanyard.start(lanyard.command(List.of(), "playground", "--state", state.toString()));
        BufferedReader out = playground.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith("Servers: ")) {
            line = out.readLine();
        }
        assertThat(line).isNotNull();
        config = state.resolve("mcp.json").toString();
        String expenses = new ObjectMapper().readTree(Path.of(config).toFile())
                .at("/servers/expenses/url")
                .asText();
        origin = expenses.substring(0, expenses.indexOf("/expenses"));
    }

    @AfterEach
    void stop() throws Exception {
        playground.descendants().forEach(ProcessHandle::destroy);
        playground.destroy();
        assertThat(playground.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void measuresTheIssuersBehindTheConfiguredServers() throws Exception {
        Outcome outcome = lanyard.run("issuers", "--config", config);

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).startsWith("ISSUER")
                .containsPattern(
                        "http://localhost:\\d+/issuer  +oauth  +S256  +yes  +yes  +named  +yes  +yes  +yes  +yes, offline  +no")
                .containsPattern(
                        "  metadata: http://localhost:\\d+/\\.well-known/oauth-authorization-server/issuer\n")
                .contains("  clients prove themselves by: none, ", "  used by: expenses\n");
        assertThat(outcome.err()).contains(
                "the issuer of identity 'playground' is not measured: its provider is reached by 'connectTo' alone");
    }

    @Test
    void followsAServerToItsIssuerAndOneBadAddressCostsTheOthersNothing() throws Exception {
        Outcome outcome = lanyard.run("issuers", NOBODY, origin + "/expenses/mcp", "--output", "json");

        JsonNode json = new ObjectMapper().readTree(outcome.out());
        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(json.at("/issuers").size()).isEqualTo(1);
        assertThat(json.at("/issuers/0/issuer").asText()).endsWith("/issuer");
        assertThat(json.at("/issuers/0/codeChallengeMethods/0").asText()).isEqualTo("S256");
        assertThat(json.at("/issuers/0/tokenExchange").asText()).isEqualTo("yes");
        assertThat(json.at("/failures/0/asked").asText()).isEqualTo(NOBODY);
        assertThat(json.at("/failures/0/error/code").asText()).isEqualTo("CREDENTIAL_UNAVAILABLE");
        assertThat(outcome.err()).isEqualTo("lanyard: '" + NOBODY + "/.well-known/oauth-authorization-server', which "
                + "server '" + NOBODY + "' leads to, cannot be read: the connection was refused. Try again later.\n");
    }

    @Test
    void saysOfAServerWithoutAnIssuerThatItHasNone() throws Exception {
        Outcome outcome = lanyard.run("issuers", origin + "/time/mcp");
        Outcome wrong = lanyard.run("issuers", "id.example.com");

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("/time/mcp' has no metadata: there is none at '",
                "and it names no authorization server as an MCP server does. Check the address");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("is not the address of an issuer or server; write it like https://id.example");
    }
}
