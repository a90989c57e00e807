package dev.lanyard.config;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks header fields before they can break a request or smuggle a second one (RFC 9110, section 5). */
final class HeaderRules {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern BREAK = Pattern.compile("[\\r\\n\\x00]");
    private static final Set<String> OURS = Set.of("connection", "content-length", "expect", "host", "mcp-session-id",
            "mcp-protocol-version", "transfer-encoding", "upgrade");

    private final Substitution substitution;
    private final Findings findings;

    HeaderRules(Substitution substitution, Findings findings) {
        this.substitution = substitution;
        this.findings = findings;
    }

    /** Adds a problem for every header that cannot be sent as it stands. */
    void check(Map<String, SecretRef> headers, String path) {
        Set<String> seen = new HashSet<>();
        headers.forEach((name, value) -> {
            checkName(name, path + "." + name);
            checkValue(value, path + "." + name);
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                findings.problem(path + "." + name, "Header '" + name + "' occurs twice; case does not matter.",
                        "Remove one of them.");
            }
        });
    }

    /** Adds a problem if a header of that name cannot be set. */
    void checkName(String name, String path) {
        if (!TOKEN.matcher(name).matches()) {
            findings.problem(path, "'" + name + "' is not the name of a header.",
                    "Use letters, digits and '-'.");
        } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            findings.problem(path, "Header '" + name + "' is set by Lanyard itself.", "Remove it.");
        }
    }

    /** Adds a problem if a value or a variable in it holds a line break. */
    void checkValue(SecretRef value, String path) {
        switch (value) {
            case SecretRef.Literal literal -> {
                if (BREAK.matcher(literal.text().text()).find()) {
                    findings.problem(path, "The header's value holds a line break.", "Remove it.");
                }
            }
            case SecretRef.Env env -> {
                if (substitution.lookup(env.name()).filter(text -> BREAK.matcher(text).find()).isPresent()) {
                    findings.problem(path, "Variable '" + env.name() + "' holds a line break and goes into a header.",
                            "Remove the line break.");
                }
            }
            case SecretRef.Template template -> template.parts().forEach(part -> checkValue(part, path));
            case SecretRef.Input input -> {
            }
            case SecretRef.File file -> {
            }
        }
    }
}
