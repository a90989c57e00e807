package dev.lanyard.config;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes the model that answers.
 *
 * @param provider who provides it, which decides the path, the query and the key's header
 * @param endpoint where it is, https, or http on this machine; for Azure the resource's origin
 * @param apiVersion for Azure the dated version that chooses the older path, else null
 * @param key the key for it, or null if the endpoint needs none
 * @param model the model's name; for Azure the deployment's
 * @param inputs what the model takes beside text, as the user says, or null to go by provider and name
 */
public record ModelConfig(ModelProvider provider, URI endpoint, @Nullable String apiVersion, @Nullable SecretRef key,
        String model, @Nullable Set<ModelInput> inputs) {
    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if it would carry the key in clear
     */
    public ModelConfig {
        Objects.requireNonNull(provider);
        Objects.requireNonNull(model);
        if (endpoint.getHost() == null || Loopback.isExposed(endpoint)) {
            throw new IllegalArgumentException("the address is neither https nor on this machine");
        }
        inputs = inputs == null ? null : Set.copyOf(inputs);
    }

    /** Describes a model that takes what is known of its provider and name. */
    public ModelConfig(ModelProvider provider, URI endpoint, @Nullable String apiVersion, @Nullable SecretRef key,
            String model) {
        this(provider, endpoint, apiVersion, key, model, null);
    }

    /** Returns what the model can be given beside text, nothing where that is not known. */
    public Set<ModelInput> takes() {
        return inputs == null ? provider.known(endpoint, model) : inputs;
    }

    /** Returns a model behind an endpoint that speaks OpenAI's format as OpenAI does. */
    public static ModelConfig compatible(URI baseUrl, @Nullable SecretRef key, String model) {
        return new ModelConfig(ModelProvider.OPENAI, baseUrl, null, key, model);
    }

    /** Returns another model of the same provider. */
    public ModelConfig withModel(String name) {
        return new ModelConfig(provider, endpoint, apiVersion, key, name, inputs);
    }

    /** Returns the same model with its key referred to in another way. */
    public ModelConfig withKey(SecretRef reference) {
        return new ModelConfig(provider, endpoint, apiVersion, reference, model, inputs);
    }

    /**
     * Returns the address to which {@code /chat/completions} is appended. Azure has two: {@code /openai/v1} with the model in
     * the body, which Microsoft recommends since August 2025, and the older {@code /openai/deployments/NAME}.
     */
    public URI baseUrl() {
        if (provider != ModelProvider.AZURE) {
            return endpoint;
        }
        String origin = endpoint.toString().replaceFirst("/+$", "");
        return apiVersion == null
                ? URI.create(origin + "/openai/v1")
                : URI.create(origin + "/openai/deployments/" + Percent.encode(model));
    }

    /** Returns what each request's query says. */
    public Map<String, String> query() {
        return apiVersion == null ? Map.of() : Map.of("api-version", apiVersion);
    }
}
