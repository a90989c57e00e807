package dev.lanyard.assistant;

import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.lanyard.config.ModelConfig;
import dev.lanyard.credential.Secret;
import dev.lanyard.network.HttpPolicy;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the model that the configuration names. */
public final class ChatModels {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private ChatModels() {}

    /**
     * Returns the model behind an OpenAI-compatible endpoint; sends nothing yet. The key goes to that endpoint only.
     *
     * @param key null if the endpoint needs none
     * @param network how the endpoint is reached
     */
    public static StreamingChatModel open(ModelConfig config, @Nullable Secret key, HttpPolicy network) {
        HttpClient.Builder http = network.client();
        if ("http".equals(config.baseUrl().getScheme())) {
            http.version(HttpClient.Version.HTTP_1_1);
        }
        boolean inHeaderOfItsOwn = switch (config.provider()) {
            case AZURE -> true;
            case OPENAI, GITHUB, OLLAMA -> false;
        };
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(JdkHttpClient.builder()
                        .httpClientBuilder(http)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .readTimeout(TIMEOUT))
                .baseUrl(config.baseUrl().toString())
                .apiKey(key == null || inHeaderOfItsOwn ? null : key.reveal())
                .customHeaders(key != null && inHeaderOfItsOwn ? Map.of("api-key", key.reveal()) : Map.of())
                .customQueryParams(config.query())
                .modelName(config.model())
                .timeout(TIMEOUT)
                .build();
    }
}
