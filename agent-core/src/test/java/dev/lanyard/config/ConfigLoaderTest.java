package dev.lanyard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lanyard.error.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final String PROJECT = "{\"servers\":{\"a\":{\"url\":\"https://a.example/\","
            + "\"headers\":{\"x-api-key\":\"${env:KEY}\"}}}}";
    @TempDir
    private Path root;
    private ConfigLocations locations = ConfigLocations.of(Path.of(""), new UserFolders(Path.of(""), Path.of("")));

    @BeforeEach
    void open() throws IOException {
        Path project = Files.createDirectories(root.resolve("project"));
        locations = ConfigLocations.of(project, new UserFolders(root.resolve("home"), root.resolve("state")));
    }

    @Test
    void nothingConfiguredIsNoProblem() {
        LoadedConfig loaded = load(Map.of());
        assertThat(loaded.config().servers()).isEmpty();
        assertThat(loaded.config().source().kind()).isEqualTo(ConfigSource.Kind.NONE);
        assertThat(loaded.model()).isEmpty();
        assertThat(loaded.trust()).isEmpty();
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void twoKeysInAnEnvFileGiveAModelAndTavily() {
        write("project/.env", "OPENAI_API_KEY=canary1\nTAVILY_API_KEY=canary2\nOPENAI_MODEL=\n");
        LoadedConfig loaded = load(Map.of());
        assertThat(loaded.model()).contains(ModelConfig.compatible(URI.create("https://api.openai.com/v1"),
                SecretRef.Env.of("OPENAI_API_KEY"), "gpt-4.1-nano"));
        assertThat(loaded.config().servers().values())
                .containsExactly(new ServerConfig.Http("tavily", URI.create("https://mcp.tavily.com/mcp/"), Map.of(),
                        Map.of("Authorization",
                                new SecretRef.Template(
                                        List.of(SecretRef.Literal.of("Bearer "), SecretRef.Env.of("TAVILY_API_KEY")))),
                        new AuthConfig.None(), false));
        assertThat(loaded.toString()).doesNotContain("canary");
    }

    @Test
    void endpointsOfModelAndTavilyCanBeReplaced() {
        LoadedConfig loaded = load(Map.of("OPENAI_BASE_URL", "http://127.0.0.1:9000/v1", "OPENAI_MODEL", "tiny",
                "TAVILY_API_KEY", "key", "TAVILY_MCP_URL", "http://localhost:9001/mcp?mode=${X:-a}"));
        assertThat(loaded.model())
                .contains(ModelConfig.compatible(URI.create("http://127.0.0.1:9000/v1"), null, "tiny"));
        ServerConfig.Http tavily = (ServerConfig.Http) loaded.config().servers().values().iterator().next();
        assertThat(tavily.url()).isEqualTo(URI.create("http://localhost:9001/mcp"));
    }

    @Test
    void aServerNamedTavilyIsLeftAlone() {
        write("home/mcp.json", "{\"servers\":{\"tavily\":{\"command\":\"run\"}}}");
        assertThat(load(Map.of("TAVILY_API_KEY", "key")).config().servers().get("tavily"))
                .isInstanceOf(ServerConfig.Stdio.class);
    }

    @Test
    void everyProblemFromEveryPlaceIsReportedAtOnce() {
        write("project/mcp.json", "{\"servers\":{\"a\":{\"url\":\"nowhere\"}}}");
        write("project/.env", "canary\nOPENAI_BASE_URL=https://evil.example\n");
        assertThatExceptionOfType(ConfigException.Invalid.class)
                .isThrownBy(() -> load(Map.of("OPENAI_API_KEY", "canary", "TAVILY_API_KEY", "canary", "TAVILY_MCP_URL",
                        "http://tavily.example/")))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID);
                    assertThat(failure.subject()).isEqualTo(root + "/project/mcp.json");
                    assertThat(failure.problems()).hasSize(4);
                })
                .withMessage("The configuration from " + root + "/project/mcp.json has 4 problems. Correct them:\n  "
                        + root + "/project/.env:1: The line is not NAME=value."
                        + " Close its quotes, or make it a comment with '#'.\n"
                        + "  OPENAI_BASE_URL: The project's '" + root + "/project/.env' sets OPENAI_BASE_URL, but"
                        + " OPENAI_API_KEY comes from elsewhere and would be sent there."
                        + " Set both in one place, or name the file with --env-file if it is yours.\n"
                        + "  servers.a.url: This is not an absolute http or https address."
                        + " Write an absolute address such as https://example.com/mcp.\n"
                        + "  TAVILY_MCP_URL: The address is http and not on this machine, so a key would be readable on"
                        + " the way. Use https.");
    }

    @Test
    void aNamedFileThatIsMissingIsAProblem() {
        locations = locations.withConfigFile(Path.of("my.json")).withEnvFile(Path.of("my.env"));
        assertThatExceptionOfType(ConfigException.Invalid.class).isThrownBy(() -> load(Map.of()))
                .satisfies(failure -> assertThat(failure.problems()).extracting(ConfigProblem::message)
                        .containsExactly("'" + root + "/project/my.env' does not exist.",
                                "'" + root + "/project/my.json' does not exist."));
    }

    @Test
    void a31aModelsKeyDoesNotGoOverHttpOffThisMachine() {
        assertThatExceptionOfType(ConfigException.Invalid.class)
                .isThrownBy(() -> load(Map.of("OPENAI_API_KEY", "canary", "OPENAI_BASE_URL", "http://a.example/v1")))
                .satisfies(failure -> assertThat(failure.problems()).containsExactly(new ConfigProblem(
                        "OPENAI_BASE_URL",
                        "The address is http and not on this machine, so a key would be readable on the way.",
                        "Use https.")));
    }

    @Test
    void aModelsAddressHasNoQuery() {
        assertThatExceptionOfType(ConfigException.Invalid.class)
                .isThrownBy(() -> load(Map.of("OPENAI_BASE_URL", "https://a.example/v1?key=canary")))
                .satisfies(failure -> assertThat(failure.problems()).containsExactly(new ConfigProblem(
                        "OPENAI_BASE_URL", "The address of a model has no query.", "Remove it.")));
    }

    @Test
    void onlyAFileFoundInAProjectNeedsApproval() {
        Path file = write("project/mcp.json", PROJECT);
        assertThat(load(Map.of("KEY", "canary")).trust()).isPresent();
        locations = locations.withConfigFile(file);
        assertThat(load(Map.of("KEY", "canary")).trust()).isEmpty();
    }

    @Test
    void a41oneByteInTheFileOrAnyEnvFileAsksAgain() {
        write("project/mcp.json", PROJECT);
        write("project/.env", "KEY=1");
        write("home/.env", "OTHER=1");
        String approved = digest(Map.of());
        assertThat(digest(Map.of("UNRELATED", "1"))).isEqualTo(approved);
        write("project/.env", "KEY=2");
        String second = digest(Map.of());
        write("home/.env", "OTHER=2");
        String third = digest(Map.of());
        write("project/mcp.json", PROJECT + " ");
        assertThat(List.of(approved, second, third, digest(Map.of()))).doesNotHaveDuplicates();
    }

    @Test
    void a41anotherPathAsksAgain() throws IOException {
        write("project/mcp.json", PROJECT);
        String approved = digest(Map.of("KEY", "1"));
        Path moved = Files.move(root.resolve("project"), root.resolve("moved"));
        locations = ConfigLocations.of(moved, locations.userFolders());
        assertThat(digest(Map.of("KEY", "1"))).isNotEqualTo(approved);
    }

    @Test
    void anEnvironmentVariableDoesNotChangeWhatWasApproved() {
        write("project/mcp.json", PROJECT);
        assertThat(digest(Map.of("KEY", "1"))).isEqualTo(digest(Map.of("KEY", "2")));
    }

    private String digest(Map<String, String> environment) {
        return load(environment).trust().orElseThrow().digest();
    }

    private LoadedConfig load(Map<String, String> environment) {
        return new ConfigLoader(environment, locations).load();
    }

    private Path write(String file, String text) {
        return TextFile.write(root.resolve(file), text);
    }
}
