package dev.lanyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelReaderTest {
    private final Findings findings = new Findings();

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", value = {"openai; gpt-4.1-nano; -; IMAGE",
            "openai; gpt-5-mini-2025-08-07; -; IMAGE",
            "openai; gpt-4o-audio-preview; -; ''", "openai; o1-mini; -; ''", "github; openai/gpt-4o; -; IMAGE",
            "github; meta/gpt-4o; -; ''", "ollama; gpt-4o; -; ''", "openai; gpt-4o; text; ''",
            "ollama; llava; text, Image; IMAGE", "openai; m; image,audio; IMAGE AUDIO"})
    void aModelTakesWhatTheUserSaysOrWhatIsKnownOfIt(String provider, String name, @Nullable String said,
            String expected) {
        Map<String, String> variables = new HashMap<>(Map.of("LLM_PROVIDER", provider, "OPENAI_API_KEY", "k",
                "GITHUB_TOKEN", "k", "OPENAI_MODEL", name, "GITHUB_MODEL", name, "OLLAMA_MODEL", name));
        if (said != null) {
            variables.put("LLM_INPUTS", said);
        }
        assertThat(read(variables).takes().stream().sorted().map(ModelInput::name).collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @Test
    void aCompatibleEndpointIsTakenForOneThatReadsTextOnly() {
        assertThat(read(Map.of("OPENAI_BASE_URL", "https://models.example/v1", "OPENAI_MODEL", "gpt-4o")).takes())
                .isEmpty();
    }

    @Test
    void eachProviderHasItsDefaults() {
        assertThat(read(Map.of("LLM_PROVIDER", "openai", "OPENAI_API_KEY", "k"))).isEqualTo(
                config(ModelProvider.OPENAI, "https://api.openai.com/v1", "OPENAI_API_KEY", "gpt-4.1-nano"));
        assertThat(read(Map.of("LLM_PROVIDER", "github", "GITHUB_TOKEN", "k"))).isEqualTo(config(ModelProvider.GITHUB,
                "https://models.github.ai/inference", "GITHUB_TOKEN", "openai/gpt-4.1-nano"));
        assertThat(read(Map.of("LLM_PROVIDER", "Ollama"))).isEqualTo(new ModelConfig(ModelProvider.OLLAMA,
                URI.create("http://localhost:11434/v1"), null, null, "llama3.1"));
        assertThat(read(Map.of("LLM_PROVIDER", "azure", "AZURE_OPENAI_API_KEY", "k", "AZURE_OPENAI_ENDPOINT",
                "https://a.openai.azure.com"))).isEqualTo(config(ModelProvider.AZURE, "https://a.openai.azure.com",
                        "AZURE_OPENAI_API_KEY", "gpt-4.1-nano"));
        assertThat(findings.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"https://a.openai.azure.com", "https://a.openai.azure.com/", "https://a.openai.azure.com/openai",
            "https://a.openai.azure.com/openai/v1", "https://a.openai.azure.com/openai/v1/"})
    void azuresAddressIsTakenAsPeoplePasteIt(String endpoint) {
        ModelConfig model = read(azure(Map.of("AZURE_OPENAI_ENDPOINT", endpoint)));
        assertThat(model.baseUrl()).isEqualTo(URI.create("https://a.openai.azure.com/openai/v1"));
        assertThat(model.query()).isEmpty();
    }

    @Test
    void aDatedVersionChoosesAzuresOlderPathAndAnotherModelAnotherDeployment() {
        ModelConfig model = read(azure(Map.of("AZURE_OPENAI_API_VERSION", "2024-10-21",
                "AZURE_OPENAI_CHAT_DEPLOYMENT", "my deployment")));
        assertThat(model.baseUrl())
                .isEqualTo(URI.create("https://a.openai.azure.com/openai/deployments/my%20deployment"));
        assertThat(model.query()).isEqualTo(Map.of("api-version", "2024-10-21"));
        assertThat(model.withModel("other").baseUrl())
                .isEqualTo(URI.create("https://a.openai.azure.com/openai/deployments/other"));
    }

    @Test
    void aTokenOfGitHubsAloneChoosesNothing() {
        assertThat(
                new ModelReader(Environment.of(Map.of("GITHUB_TOKEN", "k", "GITHUB_MODEL", "m", "OLLAMA_MODEL", "m")),
                        findings).read())
                .isEmpty();
        assertThat(
                new ModelReader(Environment.of(Map.of("AZURE_OPENAI_ENDPOINT", "https://a.example")), findings).read())
                .isEmpty();
        assertThat(findings.problems()).isEmpty();
    }

    @Test
    void oneOfSeveralIsUsedAndAWarningSaysWhichAndHowToChoose() {
        Map<String, String> both = azure(Map.of("OPENAI_API_KEY", "k"));
        assertThat(read(both).provider()).isEqualTo(ModelProvider.OPENAI);
        assertThat(findings.warnings()).containsExactly(new ConfigWarning("LLM_PROVIDER",
                "Models of openai and azure are configured; that of openai is used. Set LLM_PROVIDER to choose."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "gemini; ; ; LLM_PROVIDER: LLM_PROVIDER names no provider of models that Lanyard knows. Use one of: openai, azure, github, ollama.",
            "openai; ; ; OPENAI_API_KEY: LLM_PROVIDER is 'openai', but OPENAI_API_KEY is not set. Set it in your environment or in .env.",
            "github; ; ; GITHUB_TOKEN: LLM_PROVIDER is 'github', but GITHUB_TOKEN is not set. Set it in your environment or in .env.",
            "azure; AZURE_OPENAI_API_KEY; k; AZURE_OPENAI_ENDPOINT: LLM_PROVIDER is 'azure', but AZURE_OPENAI_ENDPOINT is not set. Set it in your environment or in .env.",
            "ollama; OLLAMA_ENDPOINT; http://gpu.example:11434/v1; OLLAMA_ENDPOINT: The address is http and not on this machine, so a key would be readable on the way. Use https."})
    void whatIsMissingIsNamedWithItsRemedy(String provider, String variable, String value, String problem) {
        Map<String, String> variables = variable == null
                ? Map.of("LLM_PROVIDER", provider)
                : Map.of("LLM_PROVIDER", provider, variable, value);
        assertThat(new ModelReader(Environment.of(variables), findings).read()).isEmpty();
        assertThat(findings.problems()).singleElement().hasToString(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "AZURE_OPENAI_API_VERSION; latest; AZURE_OPENAI_API_VERSION: AZURE_OPENAI_API_VERSION is neither 'v1' nor a date such as 2024-10-21. Remove it, unless your resource knows only dated versions.",
            "AZURE_OPENAI_ENDPOINT; https://a.example/openai/deployments/x; AZURE_OPENAI_ENDPOINT: The endpoint of Azure OpenAI has a path of another kind. Write the resource's address, such as https://NAME.openai.azure.com."})
    void whatAzureWouldAnswer404ToIsAProblem(String variable, String value, String problem) {
        assertThat(new ModelReader(Environment.of(azure(Map.of(variable, value))), findings).read()).isEmpty();
        assertThat(findings.problems()).singleElement().hasToString(problem);
    }

    private static Map<String, String> azure(Map<String, String> more) {
        Map<String, String> variables = new java.util.HashMap<>(Map.of("AZURE_OPENAI_API_KEY", "k",
                "AZURE_OPENAI_ENDPOINT", "https://a.openai.azure.com"));
        variables.putAll(more);
        return variables;
    }

    private static ModelConfig config(ModelProvider provider, String endpoint, String key, String model) {
        return new ModelConfig(provider, URI.create(endpoint), null, SecretRef.Env.of(key), model);
    }

    private ModelConfig read(Map<String, String> variables) {
        ModelConfig model = new ModelReader(Environment.of(variables), findings).read().orElseThrow();
        assertThat(findings.problems()).isEmpty();
        return model;
    }
}
