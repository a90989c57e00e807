package dev.lanyard.server.protocol;

import java.util.Map;

/**
 * One running request to read a resource.
 *
 * @param call the request
 * @param uri what is read
 * @param variables what the URI has for the variables of its template, decoded; empty without a template
 */
public record ResourceCall(Call call, String uri, Map<String, String> variables) {
    /** Copies the variables. */
    public ResourceCall {
        variables = Map.copyOf(variables);
    }
}
