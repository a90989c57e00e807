package dev.lanyard.config;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Describes the model that answers.
 *
 * @param provider whose wire format is spoken: {@code openai}
 * @param baseUrl where it is, https, or http on this machine
 * @param key the key for it, or null if the endpoint needs none
 * @param model the model's name
 */
public record ModelConfig(String provider, URI baseUrl, @Nullable SecretRef key, String model) {
    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if it would carry the key in clear
     */
    public ModelConfig {
        Objects.requireNonNull(provider);
        Objects.requireNonNull(model);
        if (baseUrl.getHost() == null || Loopback.isExposed(baseUrl)) {
            throw new IllegalArgumentException("the address is neither https nor on this machine");
        }
    }
}
