package dev.lanyard.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code ${…}} in a text into references.
 *
 * <p>{@code ${workspaceFolder}}, {@code ${env:X}}, {@code ${input:x}}, {@code ${file:path}} and Claude's {@code ${X}};
 * a variable may have a default, {@code ${X:-default}}. Every reference is checked: what is not set, not declared or
 * not readable is a problem that names what needs it.
 */
final class Substitution {
    private static final Pattern VARIABLE = Pattern.compile(
            "(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-((?:(?!\\$\\{).)*))?",
            Pattern.DOTALL);

    private final ConfigSource source;
    private final Environment environment;
    private final Set<String> inputs;
    private final Findings findings;
    private final Map<String, Set<String>> written = new TreeMap<>();

    Substitution(ConfigSource source, Environment environment, Set<String> inputs, Findings findings) {
        this.source = source;
        this.environment = environment;
        this.inputs = inputs;
        this.findings = findings;
    }

    /** Returns a value that may hold secrets, where every kind of reference may stand. */
    SecretRef secret(String raw, Place place) {
        return parse(raw, place, true, true);
    }

    /** Returns a value that may hold secrets but not the content of a file. */
    SecretRef value(String raw, Place place) {
        return parse(raw, place, true, false);
    }

    /** Returns a value that is needed while reading, with its variables written in. */
    String text(String raw, Place place) {
        return Piece.text(pieces(raw, place));
    }

    /** Returns the same in parts, of which each tells whether a variable was written in. */
    List<Piece> pieces(String raw, Place place) {
        SecretRef parsed = parse(raw, place, false, false);
        parsed.references()
                .stream()
                .filter(SecretRef.Env.class::isInstance)
                .map(SecretRef.Env.class::cast)
                .forEach(env -> written.computeIfAbsent(place.needer(), needer -> new TreeSet<>()).add(env.name()));
        List<SecretRef> parts = parsed instanceof SecretRef.Template template ? template.parts() : List.of(parsed);
        return parts.stream().map(part -> new Piece(resolve(part), !(part instanceof SecretRef.Literal))).toList();
    }

    /** Returns the variables that were written into texts, by what needed them. */
    Map<String, Set<String>> written() {
        return written;
    }

    /** Returns the value of a variable that is set. */
    Optional<String> lookup(String variable) {
        return environment.lookup(variable).map(found -> found.value().text());
    }

    private SecretRef parse(String raw, Place place, boolean inputAllowed, boolean fileAllowed) {
        List<SecretRef> parts = new ArrayList<>();
        int position = 0;
        for (int start = raw.indexOf("${"); start >= 0; start = raw.indexOf("${", position)) {
            int end = raw.indexOf('}', start);
            if (end < 0) {
                findings.problem(place.path(), "'${' is not closed.", "Add '}'.");
                break;
            }
            addLiteral(parts, raw.substring(position, start));
            SecretRef reference = reference(raw.substring(start + 2, end), place);
            if (reference instanceof SecretRef.Input && !inputAllowed) {
                findings.problem(place.path(), "'" + reference + "' cannot stand here, where it is needed at once.",
                        "Use a variable, '${env:NAME}'.");
            } else if (reference instanceof SecretRef.File && !fileAllowed) {
                findings.problem(place.path(), "'" + reference + "' cannot stand here.",
                        "Use it in 'headers', 'env', 'value' or 'clientSecret'.");
            } else if (reference != null) {
                parts.add(reference);
            }
            position = end + 1;
        }
        addLiteral(parts, raw.substring(position));
        return parts.size() == 1
                ? parts.getFirst()
                : parts.isEmpty() ? SecretRef.Literal.of("") : new SecretRef.Template(parts);
    }

    private static void addLiteral(List<SecretRef> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(SecretRef.Literal.of(text));
        }
    }

    private @Nullable SecretRef reference(String body, Place place) {
        if (body.equals("workspaceFolder")) {
            return SecretRef.Literal.of(source.workspaceFolder().toString());
        }
        if (body.startsWith("input:")) {
            return input(body.substring("input:".length()), place);
        }
        if (body.startsWith("file:")) {
            return file(body.substring("file:".length()), place);
        }
        Matcher variable = VARIABLE.matcher(body);
        if (variable.matches()) {
            return variable(variable.group(1), variable.group(2), place);
        }
        findings.problem(place.path(), "A '${…}' here is none that Lanyard knows.",
                "Use ${env:NAME}, ${input:id}, ${file:path}, ${workspaceFolder}, ${NAME} or ${NAME:-default}.");
        return null;
    }

    private SecretRef variable(String name, @Nullable String fallback, Place place) {
        if (fallback == null && environment.lookup(name).isEmpty()) {
            findings.problem(place.path(), "Variable '" + name + "' is not set; " + place.needer() + " needs it.",
                    "Set " + name + " in your environment or in .env.");
        }
        return new SecretRef.Env(name, fallback == null ? null : new Redacted(fallback));
    }

    private SecretRef input(String id, Place place) {
        if (!inputs.contains(id)) {
            findings.problem(place.path(), "Input '" + id + "' is not declared; " + place.needer() + " needs it.",
                    "Add it to 'inputs' with type 'promptString'.");
        }
        return new SecretRef.Input(id);
    }

    private @Nullable SecretRef file(String text, Place place) {
        Path config = source.file();
        Path folder = config == null ? null : config.getParent();
        Path file = ConfigPath.resolve(folder == null ? source.workspaceFolder() : folder, text, place.path(), findings)
                .orElse(null);
        if (file == null) {
            return null;
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            findings.problem(place.path(),
                    "File '" + file + "' does not exist or cannot be read; " + place.needer() + " needs it.",
                    "Create it or correct the path.");
        }
        return new SecretRef.File(file);
    }

    private String resolve(SecretRef reference) {
        return switch (reference) {
            case SecretRef.Literal literal -> literal.text().text();
            case SecretRef.Env(String name, Redacted fallback) -> lookup(name)
                    .orElse(fallback == null ? "" : fallback.text());
            case SecretRef.Template template -> String.join("", template.parts().stream().map(this::resolve).toList());
            case SecretRef.Input input -> "";
            case SecretRef.File file -> "";
        };
    }
}
