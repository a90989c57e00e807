package dev.lanyard.resolution;

import dev.lanyard.config.InputConfig;
import dev.lanyard.credential.Secret;
import java.util.Optional;

/** Asks the user for a value that the configuration leaves open ({@code ${input:…}}). */
@FunctionalInterface
public interface InputPrompt {
    /** Returns what the user typed, empty if there is nobody to ask or nothing was typed. Blocks while the user is asked. */
    Optional<Secret> ask(InputConfig input);

    /** Returns a prompt for programs without a user. */
    static InputPrompt nobody() {
        return input -> Optional.empty();
    }
}
