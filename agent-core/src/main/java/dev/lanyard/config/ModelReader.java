package dev.lanyard.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the model that the environment configures. {@code LLM_PROVIDER} chooses; without it OpenAI is used if its key or
 * address is set, else Azure if both of its are. A warning says what was passed over.
 */
final class ModelReader {
    /** What people paste after the resource's origin; the path follows from the version. */
    private static final Pattern AZURE_PATH = Pattern.compile("/+(?:openai(?:/v1)?/*)?$");
    private static final Pattern DATED = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?:-preview)?");
    private static final String AZURE_VERSION = "AZURE_OPENAI_API_VERSION";

    private final Environment environment;
    private final Findings findings;

    ModelReader(Environment environment, Findings findings) {
        this.environment = environment;
        this.findings = findings;
    }

    /** Returns the model, or empty if none is configured or after adding a problem. */
    Optional<ModelConfig> read() {
        Optional<Variable> named = environment.lookup(ModelProvider.VARIABLE);
        if (named.isPresent()) {
            Optional<ModelProvider> chosen = ModelProvider.of(named.get().value().text());
            if (chosen.isEmpty()) {
                findings.problem(ModelProvider.VARIABLE, "LLM_PROVIDER names no provider of models that Lanyard knows.",
                        "Use one of: " + ModelProvider.labels() + ".");
            }
            return chosen.flatMap(this::model);
        }
        List<ModelProvider> configured = ModelProvider.chosenByTheirKey()
                .stream()
                .filter(this::isConfigured)
                .toList();
        if (configured.size() > 1) {
            findings.warning(ModelProvider.VARIABLE,
                    "Models of " + configured.stream().map(ModelProvider::label).collect(Collectors.joining(" and "))
                            + " are configured; that of " + configured.getFirst().label()
                            + " is used. Set LLM_PROVIDER to choose.");
        }
        return configured.stream().findFirst().flatMap(this::model);
    }

    private boolean isConfigured(ModelProvider provider) {
        boolean key = environment.lookup(provider.keyVariable()).isPresent();
        boolean endpoint = environment.lookup(provider.endpointVariable()).isPresent();
        return provider == ModelProvider.AZURE ? key && endpoint : key || endpoint;
    }

    private Optional<ModelConfig> model(ModelProvider provider) {
        Optional<Variable> key = environment.lookup(provider.keyVariable());
        Optional<Variable> address = environment.lookup(provider.endpointVariable());
        boolean fine = true;
        if (key.isEmpty() && !(provider.keyIsOptional() && (address.isPresent() || provider == ModelProvider.OLLAMA))) {
            fine = missing(provider, provider.keyVariable());
        }
        if (address.isEmpty() && provider.defaultEndpoint().isEmpty()) {
            fine = missing(provider, provider.endpointVariable());
        }
        Optional<URI> url = address.isPresent() ? url(provider, address.get()) : provider.defaultEndpoint();
        Optional<Optional<String>> version = provider == ModelProvider.AZURE
                ? azureVersion()
                : Optional.of(Optional.empty());
        Optional<Variable> inputs = environment.lookup(ModelInput.VARIABLE);
        Optional<Set<ModelInput>> takes = inputs.flatMap(found -> ModelInput.read(found.value().text()));
        if (inputs.isPresent() && takes.isEmpty()) {
            findings.problem(ModelInput.VARIABLE, "LLM_INPUTS is not a list of text, image and audio.",
                    "Write what the model takes, such as text,image.");
            fine = false;
        }
        if (!fine || url.isEmpty() || version.isEmpty()) {
            return Optional.empty();
        }
        String model = environment.lookup(provider.modelVariable())
                .map(found -> found.value().text())
                .orElse(provider.defaultModel());
        SecretRef reference = key.isPresent() ? SecretRef.Env.of(provider.keyVariable()) : null;
        return Optional.of(new ModelConfig(provider, url.get(), version.get().orElse(null), reference, model,
                takes.orElse(null)));
    }

    private boolean missing(ModelProvider provider, String variable) {
        findings.problem(variable, "LLM_PROVIDER is '" + provider.label() + "', but " + variable + " is not set.",
                "Set it in your environment or in .env.");
        return false;
    }

    private Optional<URI> url(ModelProvider provider, Variable address) {
        Optional<Endpoint> endpoint = VariableUrl.read(address, findings);
        if (endpoint.filter(found -> !found.query().isEmpty()).isPresent()) {
            findings.problem(address.name(), "The address of a model has no query.", "Remove it.");
            return Optional.empty();
        }
        Optional<URI> url = endpoint.map(Endpoint::url);
        return provider == ModelProvider.AZURE ? url.flatMap(found -> azureOrigin(address, found)) : url;
    }

    private Optional<URI> azureOrigin(Variable address, URI url) {
        String origin = AZURE_PATH.matcher(url.toString()).replaceFirst("");
        URI resource = URI.create(origin);
        if (resource.getRawPath().isEmpty()) {
            return Optional.of(resource);
        }
        findings.problem(address.name(), "The endpoint of Azure OpenAI has a path of another kind.",
                "Write the resource's address, such as https://NAME.openai.azure.com.");
        return Optional.empty();
    }

    /** Returns the dated version, an empty one for the path {@code /openai/v1}, or empty after adding a problem. */
    private Optional<Optional<String>> azureVersion() {
        Optional<String> version = environment.lookup(AZURE_VERSION)
                .map(found -> found.value().text())
                .filter(text -> !text.equals("v1"));
        if (version.isPresent() && !DATED.matcher(version.get()).matches()) {
            findings.problem(AZURE_VERSION, "AZURE_OPENAI_API_VERSION is neither 'v1' nor a date such as 2024-10-21.",
                    "Remove it, unless your resource knows only dated versions.");
            return Optional.empty();
        }
        return Optional.of(version);
    }
}
