package dev.lanyard.config;

import java.util.Map;
import java.util.regex.Pattern;

/** Recognises references to secrets where nothing says for sure: by what is asked for, and by the names of variables. */
final class SecretNames {
    private static final Pattern LIKELY = Pattern
            .compile("(?i).*(key|token|secret|passw|passphrase|pwd|credential|auth|pat$).*");

    private SecretNames() {}

    /** Says whether a variable of that name is likely to hold a secret, as {@code GITHUB_TOKEN} is. */
    static boolean isLikely(String name) {
        return LIKELY.matcher(name).matches();
    }

    /** Says whether a value is likely to hold a secret that is not written in the file. */
    static boolean isLikely(SecretRef value, Map<String, InputConfig> inputs) {
        return value.references().stream().anyMatch(reference -> switch (reference) {
            case SecretRef.Env variable -> isLikely(variable.name());
            case SecretRef.Input(String id) -> isLikely(id) || (inputs.get(id) != null && inputs.get(id).password());
            case SecretRef.File file -> true;
            case SecretRef.Literal literal -> false;
            case SecretRef.Template template -> false;
        });
    }
}
