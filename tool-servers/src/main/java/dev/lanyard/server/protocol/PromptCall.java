package dev.lanyard.server.protocol;

import java.util.Map;

/**
 * One running request for a prompt.
 *
 * @param call the request
 * @param arguments what was filled in, by name; those that are required are there
 */
public record PromptCall(Call call, Map<String, String> arguments) {
    /** Copies the arguments. */
    public PromptCall {
        arguments = Map.copyOf(arguments);
    }

    /** Returns what was filled in under a name, or nothing: an empty string. */
    public String argument(String name) {
        return arguments.getOrDefault(name, "");
    }
}
