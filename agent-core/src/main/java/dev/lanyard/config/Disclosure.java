package dev.lanyard.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Names what somebody would get, never a value.
 *
 * @param variables names of variables
 * @param inputs ids of inputs
 * @param files paths of files whose content would be sent
 * @param identities names of identities in whose name tokens would be sent
 * @param fields headers, query parameters or environment variables that would be set, by name
 */
public record Disclosure(List<String> variables, List<String> inputs, List<String> files, List<String> identities,
        List<String> fields) {
    /** Copies the lists, sorted and each name once. */
    public Disclosure {
        variables = sorted(variables);
        inputs = sorted(inputs);
        files = sorted(files);
        identities = sorted(identities);
        fields = sorted(fields);
    }

    /** Returns what references disclose, with names of fields. */
    static Disclosure of(Collection<? extends SecretRef> values, Collection<String> writtenVariables,
            Collection<String> identities, Collection<String> fields) {
        List<String> variables = new ArrayList<>(writtenVariables);
        List<String> inputs = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (SecretRef reference : values.stream().flatMap(value -> value.references().stream()).toList()) {
            switch (reference) {
                case SecretRef.Env env -> variables.add(env.name());
                case SecretRef.Input input -> inputs.add(input.id());
                case SecretRef.File file -> files.add(file.path().toString());
                case SecretRef.Literal literal -> {
                }
                case SecretRef.Template template -> {
                }
            }
        }
        return new Disclosure(variables, inputs, files, List.copyOf(identities), List.copyOf(fields));
    }

    /** Returns both together. */
    Disclosure and(Disclosure other) {
        return new Disclosure(both(variables, other.variables), both(inputs, other.inputs), both(files, other.files),
                both(identities, other.identities), both(fields, other.fields));
    }

    /** Returns {@code variable 'X', input 'y'}, or {@code nothing of yours}. */
    String describe() {
        List<String> parts = new ArrayList<>();
        variables.forEach(name -> parts.add("variable '" + name + "'"));
        inputs.forEach(name -> parts.add("input '" + name + "'"));
        files.forEach(name -> parts.add("file '" + name + "'"));
        identities.forEach(name -> parts.add("a token of identity '" + name + "'"));
        String yours = parts.isEmpty() ? "nothing of yours" : String.join(", ", parts);
        return fields.isEmpty() ? yours : yours + " (in " + String.join(", ", fields) + ")";
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().distinct().sorted().toList();
    }

    private static List<String> both(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
