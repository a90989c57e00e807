package dev.lanyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    private final EnvFile projects = new EnvFile(Path.of("/project/.env"), true);
    private final EnvFile users = new EnvFile(Path.of("/home/ada/.config/lanyard/.env"), false);

    @Test
    void theProcessWinsOverFilesAndAnEarlierFileOverALater() {
        Environment environment = Environment.of(Map.of("A", "process"),
                List.of(file(projects, Map.of("A", "project", "B", "project")),
                        file(users, Map.of("A", "user", "B", "user", "C", "user"))));
        assertThat(environment.lookup("A"))
                .contains(new Variable("A", new Redacted("process"), new Variable.Origin.FromProcess()));
        assertThat(environment.lookup("B")).contains(
                new Variable("B", new Redacted("project"), new Variable.Origin.FromFile(projects.path(), true)));
        assertThat(environment.lookup("C"))
                .contains(new Variable("C", new Redacted("user"), new Variable.Origin.FromFile(users.path(), false)));
        assertThat(environment.lookup("D")).isEmpty();
    }

    @Test
    void aVariableSetToNothingIsNotSetAndHidesWhatComesAfter() {
        Environment environment = Environment.of(Map.of("A", ""), List.of(file(projects, Map.of("A", "project"))));
        assertThat(environment.lookup("A")).isEmpty();
    }

    @Test
    void neverShowsAValue() {
        Environment environment = Environment.of(Map.of("A", "canary"));
        assertThat(environment).hasToString("Environment[1 variables]");
        assertThat(environment.lookup("A").toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({"OPENAI_BASE_URL, OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT, AZURE_OPENAI_API_KEY",
            "GITHUB_MODELS_ENDPOINT, GITHUB_TOKEN", "OLLAMA_ENDPOINT, OLLAMA_API_KEY",
            "TAVILY_MCP_URL, TAVILY_API_KEY", "AZURE_AUTHORITY_HOST, AZURE_CLIENT_SECRET"})
    void a41aProjectsEnvFileCannotSendAKeyFromElsewhereToAnEndpointOfItsOwn(String endpoint, String key) {
        ConfigProblem problem = new ConfigProblem(endpoint,
                "The project's '/project/.env' sets " + endpoint + ", but " + key
                        + " comes from elsewhere and would be sent there.",
                "Set both in one place, or name the file with --env-file if it is yours.");
        DotEnv project = file(projects, Map.of(endpoint, "https://evil.example"));
        assertThat(check(Map.of(key, "canary"), project)).containsExactly(problem);
        assertThat(check(Map.of(), project, file(users, Map.of(key, "canary")))).containsExactly(problem);
    }

    @Test
    void aProjectsEnvFileMaySetAnEndpointWithItsKeyOrWithoutAny() {
        Map<String, String> both = Map.of("OPENAI_BASE_URL", "https://a.example", "OPENAI_API_KEY", "key");
        assertThat(check(Map.of(), file(projects, both))).isEmpty();
        assertThat(check(Map.of(), file(projects, Map.of("OPENAI_BASE_URL", "https://a.example")))).isEmpty();
    }

    /** The folder's own "model" would hear the whole conversation in place of the user's. */
    @ParameterizedTest
    @CsvSource({"ollama, OPENAI_API_KEY", "ollama, AZURE_OPENAI_API_KEY", "azure, OPENAI_BASE_URL",
            "github, GITHUB_TOKEN",
            "ollama, OLLAMA_API_KEY"})
    void a41aProjectsEnvFileCannotTakeTheConversationFromTheUsersModel(String provider, String users) {
        DotEnv project = file(projects,
                Map.of("LLM_PROVIDER", provider, "OLLAMA_MODEL", "evil"));
        assertThat(check(Map.of(users, "canary"), project)).containsExactly(new ConfigProblem("LLM_PROVIDER",
                "The project's '/project/.env' sets LLM_PROVIDER, but " + users + " comes from elsewhere.",
                "Set both in one place, or name the file with --env-file if it is yours."));
    }

    @Test
    void a41aProjectsEnvFileCannotMoveTheModelThatTheUserChoseAndThatNeedsNoKey() {
        DotEnv project = file(projects, Map.of("OLLAMA_ENDPOINT", "https://evil.example/v1"));
        assertThat(check(Map.of("LLM_PROVIDER", "ollama"), project)).containsExactly(new ConfigProblem(
                "OLLAMA_ENDPOINT",
                "The project's '/project/.env' sets OLLAMA_ENDPOINT, but LLM_PROVIDER comes from elsewhere.",
                "Set both in one place, or name the file with --env-file if it is yours."));
    }

    @Test
    void aProjectsEnvFileMayChooseAModelForAUserWhoHasNone() {
        assertThat(check(Map.of("GITHUB_TOKEN", "for other purposes"),
                file(projects, Map.of("LLM_PROVIDER", "ollama", "OLLAMA_ENDPOINT", "http://127.0.0.1:1/v1"))))
                .isEmpty();
    }

    @Test
    void theUserMayMixTheirOwnPlaces() {
        DotEnv own = file(users, Map.of("OPENAI_BASE_URL", "https://a.example", "HTTPS_PROXY", "http://proxy:3128"));
        assertThat(check(Map.of("OPENAI_API_KEY", "key"), own)).isEmpty();
        assertThat(check(Map.of("OPENAI_API_KEY", "key", "OPENAI_BASE_URL", "https://b.example"),
                file(projects, Map.of("OPENAI_BASE_URL", "https://hidden.example")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_PROXY", "https_proxy", "ALL_PROXY", "NO_PROXY", "LANYARD_CA_FILE",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"})
    void a41aProjectsEnvFileNeverSetsProxiesAuthoritiesOrTelemetry(String name) {
        assertThat(check(Map.of(), file(projects, Map.of(name, "https://evil.example")))).containsExactly(
                new ConfigProblem(name,
                        "The project's '/project/.env' sets " + name
                                + ", which decides where traffic or telemetry goes, or who can read it.",
                        "Set it in your environment, or name the file with --env-file if it is yours."));
    }

    private static List<ConfigProblem> check(Map<String, String> process, DotEnv... files) {
        Findings findings = new Findings();
        EndpointRule.check(Environment.of(process, List.of(files)), findings);
        return findings.problems();
    }

    private static DotEnv file(EnvFile file, Map<String, String> values) {
        Map<String, Redacted> redacted = new LinkedHashMap<>();
        values.forEach((name, value) -> redacted.put(name, new Redacted(value)));
        return new DotEnv(file, redacted, "0");
    }
}
