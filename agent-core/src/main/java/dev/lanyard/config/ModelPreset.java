package dev.lanyard.config;

import java.net.URI;
import java.util.Optional;

/**
 * Says which variables configure a provider of models.
 *
 * @param provider the provider
 * @param keyVariable the variable that holds the key
 * @param urlVariable the variable that holds the address
 * @param defaultUrl the address if that is not set
 * @param modelVariable the variable that holds the model's name
 * @param defaultModel the name if that is not set
 */
record ModelPreset(String provider, String keyVariable, String urlVariable, URI defaultUrl, String modelVariable,
        String defaultModel) {
    /** OpenAI, and every endpoint that speaks its chat-completions format. */
    static final ModelPreset OPENAI = new ModelPreset("openai", "OPENAI_API_KEY", "OPENAI_BASE_URL",
            URI.create("https://api.openai.com/v1"), "OPENAI_MODEL", "gpt-4.1-nano");

    /** Returns the model that the environment configures, or empty if neither key nor address is set. */
    Optional<ModelConfig> read(Environment environment, Findings findings) {
        Optional<Variable> key = environment.lookup(keyVariable);
        Optional<Variable> address = environment.lookup(urlVariable);
        if (key.isEmpty() && address.isEmpty()) {
            return Optional.empty();
        }
        String model = environment.lookup(modelVariable).map(found -> found.value().text()).orElse(defaultModel);
        SecretRef reference = key.isPresent() ? SecretRef.Env.of(keyVariable) : null;
        return address.map(found -> url(found, findings))
                .orElse(Optional.of(defaultUrl))
                .map(url -> new ModelConfig(provider, url, reference, model));
    }

    private static Optional<URI> url(Variable address, Findings findings) {
        Optional<Endpoint> endpoint = VariableUrl.read(address, findings);
        if (endpoint.filter(found -> !found.query().isEmpty()).isPresent()) {
            findings.problem(address.name(), "The address of a model has no query.", "Remove it.");
            return Optional.empty();
        }
        return endpoint.map(Endpoint::url);
    }
}
