package dev.lanyard.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.ModelConfig;
import dev.lanyard.config.UserFolders;
import dev.lanyard.credential.Secret;
import dev.lanyard.network.HttpPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From variables to the wire: what each provider's endpoint receives, and what the user is told when it refuses. */
class ModelProvidersTest {
    /** What arrived: the address, the headers that a key could be in, and the body. */
    private record Received(String target, @Nullable String authorization, @Nullable String apiKey, String body) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 200;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anyCompatibleEndpointGetsABearerKey() {
        assertThat(ask(Map.of("OPENAI_BASE_URL", at("/v1"), "OPENAI_API_KEY", "canary", "OPENAI_MODEL", "m")))
                .containsExactly("Hello ", "you");
        assertReceived("POST /v1/chat/completions", "Bearer canary", null, "m");
    }

    @Test
    void aCompatibleEndpointWithoutKeyGetsNone() {
        assertThat(ask(Map.of("OPENAI_BASE_URL", at("/v1")))).containsExactly("Hello ", "you");
        assertReceived("POST /v1/chat/completions", null, null, "gpt-4.1-nano");
    }

    @Test
    void azureGetsItsKeyInAHeaderOfItsOwnAndTheDeploymentAsModel() {
        assertThat(ask(Map.of("AZURE_OPENAI_ENDPOINT", at(""), "AZURE_OPENAI_API_KEY", "canary",
                "AZURE_OPENAI_CHAT_DEPLOYMENT", "mine"))).containsExactly("Hello ", "you");
        assertReceived("POST /openai/v1/chat/completions", null, "canary", "mine");
    }

    @Test
    void azureWithADatedVersionGetsTheDeploymentInThePath() {
        assertThat(ask(Map.of("AZURE_OPENAI_ENDPOINT", at("/"), "AZURE_OPENAI_API_KEY", "canary",
                "AZURE_OPENAI_CHAT_DEPLOYMENT", "mine", "AZURE_OPENAI_API_VERSION", "2024-10-21")))
                .containsExactly("Hello ", "you");
        assertReceived("POST /openai/deployments/mine/chat/completions?api-version=2024-10-21", null, "canary", "mine");
    }

    @Test
    void gitHubModelsGetsABearerToken() {
        assertThat(ask(Map.of("LLM_PROVIDER", "github", "GITHUB_MODELS_ENDPOINT", at("/inference"), "GITHUB_TOKEN",
                "canary"))).containsExactly("Hello ", "you");
        assertReceived("POST /inference/chat/completions", "Bearer canary", null, "openai/gpt-4.1-nano");
    }

    @Test
    void ollamaGetsNoKey() {
        assertThat(ask(Map.of("LLM_PROVIDER", "ollama", "OLLAMA_ENDPOINT", at("/v1"), "OPENAI_API_KEY", "canary")))
                .containsExactly("Hello ", "you");
        assertReceived("POST /v1/chat/completions", null, null, "llama3.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "openai; 401; refused the key. Check OPENAI_API_KEY, and that it belongs to the endpoint.",
            "openai; 404; is not known at this endpoint. Set OPENAI_MODEL or --model to one that is.",
            "azure; 401; refused the key. Check AZURE_OPENAI_API_KEY, and that it belongs to the endpoint.",
            "azure; 404; is not known at this endpoint. Set AZURE_OPENAI_CHAT_DEPLOYMENT or --model to the name of a deployment there, which need not be the model's, and check AZURE_OPENAI_ENDPOINT.",
            "github; 401; refused the key. Check GITHUB_TOKEN, and that it has the permission 'models: read'.",
            "github; 404; is not known at this endpoint. Set GITHUB_MODEL or --model to one of GitHub's catalogue, such as openai/gpt-4.1-nano.",
            "ollama; 404; is not known at this endpoint. Run 'ollama pull m', or set OLLAMA_MODEL or --model to one that 'ollama list' shows."})
    void aRefusalNamesTheVariableToLookAt(String provider, int answered, String told) {
        status = answered;
        assertThatThrownBy(() -> ask(local(provider))).isInstanceOf(ModelException.class)
                .hasMessage("Model 'm' " + told);
    }

    @Test
    void anOllamaThatIsNotThereIsToBeStarted() {
        Map<String, String> variables = local("ollama");
        server.stop(0);
        assertThatThrownBy(() -> ask(variables)).isInstanceOf(ModelException.class)
                .hasMessageEndingWith("Start it with 'ollama serve', or check OLLAMA_ENDPOINT.");
    }

    private Map<String, String> local(String provider) {
        Map<String, String> variables = new HashMap<>(Map.of("LLM_PROVIDER", provider, "OPENAI_API_KEY", "canary",
                "AZURE_OPENAI_API_KEY", "canary", "GITHUB_TOKEN", "canary", "OPENAI_BASE_URL", at("/v1"),
                "AZURE_OPENAI_ENDPOINT", at(""), "GITHUB_MODELS_ENDPOINT", at("/inference"), "OLLAMA_ENDPOINT",
                at("/v1")));
        variables.putAll(Map.of("OPENAI_MODEL", "m", "AZURE_OPENAI_CHAT_DEPLOYMENT", "m", "GITHUB_MODEL", "m",
                "OLLAMA_MODEL", "m"));
        return variables;
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void assertReceived(String target, @Nullable String authorization, @Nullable String apiKey, String model) {
        assertThat(received).singleElement().satisfies(request -> {
            assertThat(request.target()).isEqualTo(target);
            assertThat(request.authorization()).isEqualTo(authorization);
            assertThat(request.apiKey()).isEqualTo(apiKey);
            assertThat(request.body()).containsPattern("\"model\"\\s*:\\s*\"" + model + "\"")
                    .containsPattern("\"stream\"\\s*:\\s*true");
        });
    }

    private List<String> ask(Map<String, String> variables) {
        ModelConfig config = new ConfigLoader(variables,
                ConfigLocations.of(folder, new UserFolders(folder, folder))).load().model().orElseThrow();
        Secret key = config.key() == null
                ? null
                : Secret.of(String.valueOf(variables.get(config.provider().keyVariable())));
        List<String> pieces = new ArrayList<>();
        var model = ChatModels.open(config, key, HttpPolicy.direct());
        var unused = new ModelCall(model, config.model(), ModelAdvice.of(config)).ask(
                ChatRequest.builder().messages(UserMessage.from("hello")).build(), new Turn(), pieces::add);
        return pieces;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        received.add(new Received(exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                headers.getFirst("Authorization"), headers.getFirst("api-key"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        boolean fine = status == 200;
        byte[] body = (fine
                ? chunk("Hello ") + chunk("you") + "data: [DONE]\n\n"
                : "{\"error\":{\"message\":\"no\"}}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", fine ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String chunk(String text) {
        return "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":{\"role\":\"assistant\",\"content\":\"" + text + "\"}}]}\n\n";
    }
}
