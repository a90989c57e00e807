package dev.lanyard.resolution;

import dev.lanyard.config.ConfigException;
import dev.lanyard.config.ConfigProblem;
import dev.lanyard.config.Environment;
import dev.lanyard.config.InputConfig;
import dev.lanyard.config.Redacted;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.Variable;
import dev.lanyard.credential.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Turns references to secrets into secrets, at the moment they are needed. Each input is asked for once. Thread-safe.
 */
public final class SecretResolver {
    private static final int MAX_FILE_BYTES = 64 << 10;

    private final String source;
    private final Environment environment;
    private final Map<String, InputConfig> inputs;
    private final InputPrompt prompt;
    private final Map<String, Secret> answers = new ConcurrentHashMap<>();

    /**
     * Creates a resolver over an environment and the inputs that the configuration declares.
     *
     * @param source where the configuration comes from, for messages
     */
    public SecretResolver(String source, Environment environment, Map<String, InputConfig> inputs, InputPrompt prompt) {
        this.source = source;
        this.environment = environment;
        this.inputs = Map.copyOf(inputs);
        this.prompt = prompt;
    }

    /**
     * Returns the secret behind a reference.
     *
     * @param place where in the configuration the reference stands, such as {@code servers.echo.headers.x-api-key}
     * @throws ConfigException if it is missing, empty or holds a line break
     */
    public Secret resolve(SecretRef reference, String place) {
        String text = text(reference, place);
        try {
            return Secret.of(text);
        } catch (IllegalArgumentException e) {
            throw problem(place, text.isEmpty() ? "The value is empty." : "The value holds a control character.",
                    "Give it a value on one line.");
        }
    }

    /** Returns a private key, whose line breaks mean nothing. */
    Secret key(SecretRef reference, String place) {
        String text = text(reference, place).replaceAll("[\\r\\n]", "");
        if (text.isEmpty()) {
            throw problem(place, "The value is empty.", "Give it a private key.");
        }
        return Secret.of(text);
    }

    /** Returns the secret behind a reference that is a part of a value, empty if the part is; fails as {@link #resolve} does. */
    public Optional<Secret> part(SecretRef reference, String place) {
        return text(reference, place).isEmpty() ? Optional.empty() : Optional.of(resolve(reference, place));
    }

    private String text(SecretRef reference, String place) {
        return switch (reference) {
            case SecretRef.Literal(Redacted text) -> text.text();
            case SecretRef.Env variable -> environment.lookup(variable.name())
                    .map(Variable::value)
                    .or(() -> Optional.ofNullable(variable.fallback()))
                    .map(Redacted::text)
                    .orElseThrow(() -> problem(place, "Variable '" + variable.name() + "' is not set.",
                            "Set it in the environment or in .env."));
            case SecretRef.Input(String id) -> answers.computeIfAbsent(id, unused -> ask(id, place)).reveal();
            case SecretRef.File(Path path) -> content(path, place);
            case SecretRef.Template(List<SecretRef> parts) -> parts.stream()
                    .map(part -> text(part, place))
                    .collect(Collectors.joining());
        };
    }

    private Secret ask(String id, String place) {
        InputConfig input = inputs.get(id);
        if (input == null) {
            throw problem(place, "Input '" + id + "' is not declared.", "Declare it under 'inputs'.");
        }
        return prompt.ask(input)
                .or(() -> Optional.ofNullable(input.fallback()).map(Redacted::text).map(Secret::of))
                .orElseThrow(() -> problem(place, "Input '" + id + "' has no value.",
                        "Run in a terminal and type it, or use ${env:NAME} instead."));
    }

    private String content(Path path, String place) {
        try {
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw problem(place, "File '" + path + "' is larger than 64 KiB.",
                        "Name the file that holds the value alone.");
            }
            return Files.readString(path).stripTrailing();
        } catch (IOException e) {
            throw problem(place, "File '" + path + "' cannot be read.", "Check its path and permissions.");
        }
    }

    private ConfigException problem(String place, String message, String remedy) {
        return new ConfigException.Invalid(source, List.of(new ConfigProblem(place, message, remedy)));
    }
}
