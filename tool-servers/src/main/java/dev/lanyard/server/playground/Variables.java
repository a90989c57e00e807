package dev.lanyard.server.playground;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds the secrets made for one start, each with 256 random bits, by the names that they have in {@code .env}. Immutable. */
final class Variables {
    static final String CLIENT = "PLAYGROUND_CLIENT_SECRET";
    static final String ECHO = "PLAYGROUND_ECHO_KEY";
    static final String MODEL = "PLAYGROUND_MODEL_KEY";
    static final String PROFILE = "PLAYGROUND_PROFILE_SECRET";
    static final String FAULTS = "PLAYGROUND_FAULT_SECRET";
    static final String PFX = "PLAYGROUND_PFX_PASSWORD";
    static final String TAVILY = "PLAYGROUND_TAVILY_KEY";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, String> values = new TreeMap<>();

    private Variables() {}

    static Variables random() {
        Variables variables = new Variables();
        for (String name : List.of(CLIENT, ECHO, FAULTS, MODEL, PFX, PROFILE, TAVILY)) {
            byte[] bytes = new byte[32];
            RANDOM.nextBytes(bytes);
            variables.values.put(name, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        return variables;
    }

    String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "The playground has no variable '" + name + "', only " + values.keySet() + ".");
        }
        return value;
    }

    /**
     * Returns the content of {@code .env}, without what the configuration does not name or only servers need.
     *
     * @param flows whether there is a {@code flows.json}, which names one more
     */
    String dotEnv(boolean flows) {
        return values.entrySet()
                .stream()
                .filter(entry -> !Set.of(TAVILY, PROFILE).contains(entry.getKey()))
                .filter(entry -> flows || !entry.getKey().equals(PFX))
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return "Variables" + values.keySet();
    }
}
