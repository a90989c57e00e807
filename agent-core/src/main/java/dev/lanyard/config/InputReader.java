package dev.lanyard.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the {@code inputs} of a file. */
final class InputReader {
    private final Findings findings;

    InputReader(Findings findings) {
        this.findings = findings;
    }

    /** Returns the inputs by id; one of a kind that cannot be asked for is left out with a warning. */
    Map<String, InputConfig> read(List<JsonObject> inputs) {
        Map<String, InputConfig> read = new LinkedHashMap<>();
        for (JsonObject input : inputs) {
            input.requiredText("id").ifPresent(id -> input.requiredText("type").ifPresent(type -> {
                if (!type.equals("promptString")) {
                    findings.warning(input.path("type"), "Input '" + id + "' is of type '" + type
                            + "', which is not supported; it is ignored.");
                    return;
                }
                InputConfig config = new InputConfig(id, input.text("description").orElse(id), input.flag("password"),
                        input.text("default").map(Redacted::new).orElse(null));
                if (read.putIfAbsent(id, config) != null) {
                    findings.problem(input.path("id"), "Duplicate input '" + id + "'.",
                            "Remove or rename one of them.");
                }
                input.warnOfUnknownFields();
            }));
        }
        return read;
    }
}
