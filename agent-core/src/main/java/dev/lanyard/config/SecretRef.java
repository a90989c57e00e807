package dev.lanyard.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says where a value that may be secret comes from, without holding what it resolves to.
 *
 * <p>{@code toString} shows the references and hides every literal: {@code Bearer ${input:key}} is shown as
 * {@code ***${input:key}}.
 */
public sealed interface SecretRef {
    /** Returns what this value refers to, in order: its {@link Env}, {@link Input} and {@link File} parts. */
    default List<SecretRef> references() {
        return List.of(this);
    }

    /**
     * Returns the value as its author wrote it, literals included.
     *
     * <p>Only for showing a configuration to the user who is asked to approve it, never for logs.
     */
    default String asWritten() {
        return toString();
    }

    /**
     * A text that stands in the file itself.
     *
     * @param text the text, possibly a key that somebody pasted
     */
    record Literal(Redacted text) implements SecretRef {
        /** Checks that the text is present. */
        public Literal {
            Objects.requireNonNull(text);
        }

        /** Returns a literal of that text. */
        public static Literal of(String text) {
            return new Literal(new Redacted(text));
        }

        @Override
        public List<SecretRef> references() {
            return List.of();
        }

        @Override
        public String asWritten() {
            return text.text();
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    /**
     * A variable of the {@link Environment}.
     *
     * @param name the variable's name
     * @param fallback what stands in when it is not set, or null if it must be set
     */
    record Env(String name, @Nullable Redacted fallback) implements SecretRef {
        /** Checks that the name is present. */
        public Env {
            Objects.requireNonNull(name);
        }

        /** Returns a reference to a variable that must be set. */
        public static Env of(String name) {
            return new Env(name, null);
        }

        @Override
        public String asWritten() {
            return "${env:" + name + (fallback == null ? "" : ":-" + fallback.text()) + "}";
        }

        @Override
        public String toString() {
            return "${env:" + name + (fallback == null ? "" : ":-" + fallback) + "}";
        }
    }

    /**
     * An {@link InputConfig} that the user is asked for.
     *
     * @param id the input's id
     */
    record Input(String id) implements SecretRef {
        /** Checks that the id is present. */
        public Input {
            Objects.requireNonNull(id);
        }

        @Override
        public String toString() {
            return "${input:" + id + "}";
        }
    }

    /**
     * The content of a file; a line break at its end is not part of the value.
     *
     * @param path the file, absolute
     */
    record File(Path path) implements SecretRef {
        /** Makes the path absolute. */
        public File {
            path = path.toAbsolutePath().normalize();
        }

        @Override
        public String toString() {
            return "${file:" + path + "}";
        }
    }

    /**
     * Several parts, one after the other: {@code Bearer ${env:KEY}}.
     *
     * @param parts the parts in order
     */
    record Template(List<SecretRef> parts) implements SecretRef {
        /** Copies the parts. */
        public Template {
            parts = List.copyOf(parts);
        }

        @Override
        public List<SecretRef> references() {
            return parts.stream().flatMap(part -> part.references().stream()).toList();
        }

        @Override
        public String asWritten() {
            return parts.stream().map(SecretRef::asWritten).collect(Collectors.joining());
        }

        @Override
        public String toString() {
            return parts.stream().map(SecretRef::toString).collect(Collectors.joining());
        }
    }
}
