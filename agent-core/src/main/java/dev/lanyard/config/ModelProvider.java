package dev.lanyard.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names those who provide models, the variables that configure each, and what counts if they are not set. */
public enum ModelProvider {
    /** OpenAI, and every endpoint that speaks its chat-completions format. */
    OPENAI("openai", "OPENAI_API_KEY", "OPENAI_BASE_URL", "https://api.openai.com/v1", "OPENAI_MODEL", "gpt-4.1-nano"),
    /** Azure OpenAI; its model is a deployment, its key goes into the header {@code api-key}. */
    AZURE("azure", "AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", null, "AZURE_OPENAI_CHAT_DEPLOYMENT",
            "gpt-4.1-nano"),
    /** GitHub Models; its token serves other purposes too, so that it must be asked for by name. */
    GITHUB("github", "GITHUB_TOKEN", "GITHUB_MODELS_ENDPOINT", "https://models.github.ai/inference", "GITHUB_MODEL",
            "openai/gpt-4.1-nano"),
    /** Ollama on this machine or another; it has no key of its own, so that it must be asked for by name. */
    OLLAMA("ollama", "OLLAMA_API_KEY", "OLLAMA_ENDPOINT", "http://localhost:11434/v1", "OLLAMA_MODEL", "llama3.1");

    /** The variable that chooses one of them. */
    public static final String VARIABLE = "LLM_PROVIDER";

    /** Not those for sound, search or transcription, which have the same beginnings. */
    private static final Pattern SEEING = Pattern
            .compile(
                    "(?:gpt-4o|gpt-4o-mini|gpt-4\\.1|gpt-4\\.1-mini|gpt-4\\.1-nano|gpt-5|gpt-5-mini|gpt-5-nano)(?:-\\d{4}-\\d{2}-\\d{2})?");

    private final String label;
    private final String keyVariable;
    private final String endpointVariable;
    private final @Nullable String endpoint;
    private final String modelVariable;
    private final String model;

    ModelProvider(String label, String keyVariable, String endpointVariable, @Nullable String endpoint,
            String modelVariable, String model) {
        this.label = label;
        this.keyVariable = keyVariable;
        this.endpointVariable = endpointVariable;
        this.endpoint = endpoint;
        this.modelVariable = modelVariable;
        this.model = model;
    }

    /** Returns the provider that a value of {@link #VARIABLE} names, whatever its case. */
    static Optional<ModelProvider> of(String text) {
        return Stream.of(values())
                .filter(provider -> provider.label.equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** Returns all names, as a message lists them. */
    static String labels() {
        return Stream.of(values()).map(ModelProvider::label).collect(Collectors.joining(", "));
    }

    /** Returns the name by which it is chosen, such as {@code openai}. */
    public String label() {
        return label;
    }

    /** Returns the variable that holds the key. */
    public String keyVariable() {
        return keyVariable;
    }

    /** Returns the variable that holds the address. */
    public String endpointVariable() {
        return endpointVariable;
    }

    /** Returns the variable that holds the model's name. */
    public String modelVariable() {
        return modelVariable;
    }

    /** Returns the address that counts if none is set, or empty if each user has their own. */
    Optional<URI> defaultEndpoint() {
        return Optional.ofNullable(endpoint).map(URI::create);
    }

    /**
     * Returns what a model of this name is known to take beside text: pictures for the families of OpenAI that do, at OpenAI
     * itself and GitHub. A deployment or a model elsewhere may be anything, whatever its name; one that takes no pictures would
     * refuse the whole conversation.
     */
    Set<ModelInput> known(URI at, String name) {
        boolean named = switch (this) {
            case OPENAI -> Optional.of(at).equals(defaultEndpoint()) && SEEING.matcher(name).matches();
            case GITHUB -> name.startsWith("openai/") && SEEING.matcher(name.substring("openai/".length())).matches();
            case AZURE, OLLAMA -> false;
        };
        return named ? Set.of(ModelInput.IMAGE) : Set.of();
    }

    /** Returns the model that counts if none is set. */
    String defaultModel() {
        return model;
    }

    /** Says whether an endpoint can be meant to take no key. */
    boolean keyIsOptional() {
        return this == OPENAI || this == OLLAMA;
    }

    /** Returns those whose variables serve nothing else, so that setting them chooses them, the first before the others. */
    static List<ModelProvider> chosenByTheirKey() {
        return List.of(OPENAI, AZURE);
    }
}
