package dev.lanyard.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the decoded parameters of a query or of a form ({@code application/x-www-form-urlencoded}).
 *
 * @param values every value by name, in the order received
 */
public record Parameters(Map<String, List<String>> values) {
    private static final int MAX_COUNT = 200;

    /** Copies the values. */
    public Parameters {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        values = Map.copyOf(copy);
    }

    /**
     * Decodes parameters such as {@code a=1&b=x%20y}.
     *
     * @throws HttpRefusal with 400 if an escape is broken or there are more than 200 parameters
     */
    public static Parameters parse(String encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (!encoded.isEmpty()) {
            String[] pairs = encoded.split("&", MAX_COUNT + 1);
            if (pairs.length > MAX_COUNT) {
                throw new HttpRefusal(400, "invalid_request", "There are more than " + MAX_COUNT + " parameters.");
            }
            for (String pair : pairs) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return new Parameters(values);
    }

    /**
     * Returns the value of a parameter, or nothing if it is absent. RFC 6749, section 3.1: parameters must not be
     * included more than once.
     *
     * @throws HttpRefusal with 400 if the parameter is there more than once
     */
    public Optional<String> one(String name) {
        List<String> found = all(name);
        if (found.size() > 1) {
            throw new HttpRefusal(400, "invalid_request", "The parameter '" + name + "' is there more than once.");
        }
        return found.stream().findFirst();
    }

    /**
     * Returns the value of a parameter that must be there.
     *
     * @throws HttpRefusal with 400 if the parameter is absent or there more than once
     */
    public String required(String name) {
        return one(name)
                .orElseThrow(() -> new HttpRefusal(400, "invalid_request", "The parameter '" + name + "' is missing."));
    }

    /** Returns every value of a parameter, in the order received; empty if it is absent. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new HttpRefusal(400, "invalid_request", "A parameter holds a broken percent escape.");
        }
    }
}
