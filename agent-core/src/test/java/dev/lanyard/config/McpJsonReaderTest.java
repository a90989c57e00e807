package dev.lanyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McpJsonReaderTest {
    @TempDir
    private Path folder;

    @Test
    void readsAnUnmodifiedVsCodeFile() {
        TextFile.write(folder.resolve("server.env"), "LEVEL=info\nKEY=hidden\n");
        Reading reading = Reading.own(folder,
                """
                {
                  // The key is asked for once.
                  "inputs": [
                    { "type": "promptString", "id": "key", "description": "API key", "password": true },
                    { "type": "promptString", "id": "mode", "default": "fast" },
                  ],
                  "servers": {
                    "github": { "type": "http", "url": "https://api.githubcopilot.com/mcp/",
                                "headers": { "Authorization": "Bearer ${input:key}" } }, /* and */
                    "files": { "command": "npx", "args": ["-y", "files", "${workspaceFolder}/docs", "${input:mode}"],
                               "env": { "KEY": "${env:FILES_KEY}", "PORT": 8080 },
                               "envFile": "${workspaceFolder}/server.env", "cwd": "docs" },
                  },
                }
                """, Map.of("FILES_KEY", "canary"));
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.warnings()).isEmpty();
        assertThat(reading.config().inputs()).containsExactly(
                Map.entry("key", new InputConfig("key", "API key", true, null)),
                Map.entry("mode", new InputConfig("mode", "mode", false, new Redacted("fast"))));
        assertThat(reading.config().servers().values()).containsExactly(
                new ServerConfig.Http("github", URI.create("https://api.githubcopilot.com/mcp/"), Map.of(),
                        Map.of("Authorization",
                                new SecretRef.Template(
                                        List.of(SecretRef.Literal.of("Bearer "), new SecretRef.Input("key")))),
                        new AuthConfig.None(), false),
                new ServerConfig.Stdio("files", "npx",
                        List.of(SecretRef.Literal.of("-y"), SecretRef.Literal.of("files"),
                                new SecretRef.Template(List.of(SecretRef.Literal.of(folder.toString()),
                                        SecretRef.Literal.of("/docs"))),
                                new SecretRef.Input("mode")),
                        Map.of("LEVEL", SecretRef.Literal.of("info"), "KEY", SecretRef.Env.of("FILES_KEY"), "PORT",
                                SecretRef.Literal.of("8080")),
                        folder.resolve("docs"), false));
    }

    @Test
    void readsClaudesFile() {
        Reading reading = Reading.own(folder,
                """
                { "mcpServers": {
                    "a": { "type": "streamable-http", "url": "${BASE:-https://a.example}/mcp",
                           "headers": { "x-api-key": "${KEY}", "x-mode": "${MODE:-fast}" } },
                    "b": { "type": "stdio", "command": "${TOOL:-run}" } } }
                """, Map.of("KEY", "canary", "TOOL", "walk"));
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.config().servers().values()).containsExactly(
                new ServerConfig.Http("a", URI.create("https://a.example/mcp"), Map.of(),
                        Map.of("x-api-key", SecretRef.Env.of("KEY"), "x-mode",
                                new SecretRef.Env("MODE", new Redacted("fast"))),
                        new AuthConfig.None(), false),
                new ServerConfig.Stdio("b", "walk", List.of(), Map.of(), null, false));
    }

    @Test
    void reportsEveryProblemAtOnceWithItsPlaceAndRemedy() {
        Reading reading = Reading.own(folder,
                """
                { "servers": {
                    "reverse": { "url": "http://localhost:8000/mcp", "auth": { "type": "magic" } },
                    "sums": { "type": "http", "url": "nowhere" },
                    "old": { "type": "sse", "url": "https://a.example/sse" },
                    "odd": { "type": "pigeon", "url": "https://a.example/" },
                    "both": { "url": "https://a.example/", "command": "run" },
                    "none": {},
                    "a b": { "url": "https://a.example/" },
                    "list": [],
                    "typed": { "url": 7, "headers": { "x": true } },
                    "who": { "url": "https://a.example/", "auth": { "type": "client-credentials", "identity": "fabrikam",
                             "scope": "x/.default" } },
                    "key": { "url": "https://a.example/", "headers": { "x-api-key": "${env:MISSING}" } },
                    "ask": { "url": "https://a.example/", "headers": { "x-api-key": "${input:absent}" } } } }
                """,
                Map.of());
        assertThat(reading.problems()).containsExactly(
                "servers.list: Expected an object but found array. Write an object.",
                "servers.reverse.auth.type: Unknown auth.type 'magic'. Use one of: none, key, client-credentials, on-behalf-of, user, managed-identity, oauth, token-exchange, enterprise, workload-identity.",
                "servers.sums.url: This is not an absolute http or https address."
                        + " Write an absolute address such as https://example.com/mcp.",
                "servers.old.type: The HTTP+SSE transport of MCP 2024-11-05 is not supported."
                        + " Use type 'http' with the server's Streamable HTTP address.",
                "servers.odd.type: Unknown type 'pigeon'. Use one of: http, stdio.",
                "servers.both: The server has both 'url' and 'command'. Keep one of them.",
                "servers.none: The server has neither 'url' nor 'command'. Add one of them.",
                "servers.a b: 'a b' is not the name of a server. Use 1 to 64 of A-Z, a-z, 0-9, '_' and '-'.",
                "servers.typed.url: Expected a string but found number. Write a string.",
                "servers.typed.headers.x: Expected a string but found boolean. Write a string.",
                "servers.who.auth.identity: Identity 'fabrikam' is not declared; server 'who' needs it."
                        + " Add it to 'identities'.",
                "servers.key.headers.x-api-key: Variable 'MISSING' is not set; server 'key' needs it."
                        + " Set MISSING in your environment or in .env.",
                "servers.ask.headers.x-api-key: Input 'absent' is not declared; server 'ask' needs it."
                        + " Add it to 'inputs' with type 'promptString'.");
    }

    @Test
    void reportsWhatOccursTwice() {
        Reading reading = Reading.own(folder,
                """
                { "inputs": [{ "id": "x", "type": "promptString" }, { "id": "x", "type": "promptString" }],
                  "servers": { "a": { "url": "https://a.example/", "url": "https://b.example/" },
                               "a": { "url": "https://b.example/" } },
                  "mcpServers": { "a": { "url": "https://c.example/" } } }
                """, Map.of());
        assertThat(reading.problems()).containsExactly(
                "servers.a.url: Duplicate key 'url'. Remove or rename one of them.",
                "servers.a: Duplicate server 'a'. Remove or rename one of them.",
                "inputs[1].id: Duplicate input 'x'. Remove or rename one of them.",
                "mcpServers.a: Duplicate server 'a'. Remove or rename one of them.");
    }

    @Test
    void warnsOfWhatItDoesNotKnowAndGoesOn() {
        Reading reading = Reading.own(folder,
                """
                { "gallery": true, "inputs": [{ "id": "x", "type": "pickString", "options": ["a"] }],
                  "servers": { "a": { "url": "https://a.example/", "dev": {}, "auth": { "type": "none", "extra": 1 } },
                               "b": { "url": "http://b.example/" },
                               "c": { "command": "run", "env": { "X": null } } } }
                """, Map.of());
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.config().servers()).containsOnlyKeys("a", "b", "c");
        assertThat(reading.warnings()).containsExactly(
                "inputs[0].type: Input 'x' is of type 'pickString', which is not supported; it is ignored.",
                "servers.a.auth.extra: Unknown field 'extra' is ignored.",
                "servers.a.dev: Unknown field 'dev' is ignored.",
                "servers.b.url: What is sent to 'http://b.example:80' is not encrypted.",
                "servers.c.env.X: null is ignored.", "gallery: Unknown field 'gallery' is ignored.");
        assertThat(Reading.own(folder, "{}", Map.of()).warnings())
                .containsExactly(folder + "/mcp.json: The file has neither 'servers' nor 'mcpServers'.");
    }

    @Test
    void saysWhereAFileStopsBeingJsonWithoutQuotingIt() {
        String remedy = " Check commas, quotes and braces there.";
        assertThat(Reading.own(folder, "{\n  \"servers\": canary\n}", Map.of()).problems()).containsExactly(
                folder + "/mcp.json:2:14: The file is not JSON from here on." + remedy);
        assertThat(Reading.own(folder, "", Map.of()).problems()).containsExactly(folder
                + "/mcp.json: The file does not hold a JSON object. Write {\"servers\": {…}}.");
        assertThat(Reading.own(folder, "{} canary", Map.of()).problems()).singleElement()
                .asString()
                .startsWith(folder + "/mcp.json:1:")
                .doesNotContain("canary");
        assertThat(Reading.own(folder, "{}{}", Map.of()).problems())
                .containsExactly(folder + "/mcp.json:1:3: Something follows the JSON object. Remove it.");
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertThat(Reading.own(folder, "{\"a\":" + "[".repeat(100_000), Map.of()).problems()).singleElement()
                .asString()
                .endsWith(": The file is nested too deeply or holds too long a value. Nest at most 32 levels.");
    }

    @Test
    void survivesEveryCutOfAFile() throws IOException {
        byte[] whole = "{\"servers\":{\"a\":{\"url\":\"https://ä.example/\"}},\"inputs\":[1]}"
                .getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("mcp.json");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            Findings findings = new Findings();
            ConfigSource source = new ConfigSource(ConfigSource.Kind.USER, file, folder, List.of());
            assertThat(new McpJsonReader(source, Environment.of(Map.of()), findings).read(file)).isEmpty();
            assertThat(findings.problems()).hasSize(1);
        }
    }

    @Test
    void aProjectsFileCannotMarkAServerTrusted() {
        String json = "{ \"servers\": { \"a\": { \"url\": \"https://a.example/\", \"trusted\": true } } }";
        assertThat(Reading.own(folder, json, Map.of()).server("a").trusted()).isTrue();
        Reading project = Reading.project(folder, json, Map.of());
        assertThat(project.server("a").trusted()).isFalse();
        assertThat(project.warnings()).containsExactly(
                "servers.a.trusted: A project's file cannot mark a server trusted; this is ignored.");
    }

    /** Everybody on the machine can list processes with their arguments (SECURITY E08). */
    @ParameterizedTest
    @CsvSource({"--key=${env:GITHUB_TOKEN}, true", "${input:ask}, true", "${input:mode}, false",
            "${env:ROOM}/files, false", "--port=1, false"})
    void e08warnsOfASecretInArguments(String argument, boolean warned) {
        Reading reading = Reading.own(folder,
                "{ \"inputs\": [{ \"id\": \"ask\", \"type\": \"promptString\", \"password\": true }, "
                        + "{ \"id\": \"mode\", \"type\": \"promptString\" }], \"servers\": { \"s\": { \"command\": \"run\", "
                        + "\"args\": [\"" + argument + "\"] } } }",
                Map.of("GITHUB_TOKEN", "canary", "ROOM", "/room"));

        assertThat(reading.warnings()).hasSize(warned ? 1 : 0)
                .allMatch(
                        warning -> warning.contains("A secret in 'args' of server 's' can be read by everybody on this "
                                + "machine, in the list of processes. Pass it in 'env'."));
    }
}
