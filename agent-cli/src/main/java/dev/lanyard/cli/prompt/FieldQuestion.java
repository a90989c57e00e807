package dev.lanyard.cli.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.connection.Elicitation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks for one value of a form until it is one that the schema allows. Every text of the server is sanitised and cut. */
final class FieldQuestion {
    private static final int MAX_CHOICES = 100;

    private final Console console;
    private final Elicitation.Field field;
    private final FieldKind kind;

    FieldQuestion(Console console, Elicitation.Field field, FieldKind kind) {
        this.console = console;
        this.field = field;
        this.kind = kind;
    }

    /** Returns what a field is called: its title, or its name if it has none. */
    static String label(Elicitation.Field field) {
        String title = Sanitizer.line(field.schema().path("title").asText(""), 60);
        return title.isEmpty() ? Sanitizer.line(field.name(), 60) : title;
    }

    /**
     * Returns the value, empty if the user left it out.
     *
     * @param before what stands if the user types nothing: the value of an earlier round or the server's default
     * @throws FormLeft if the user ended the whole form
     */
    Optional<JsonNode> ask(JsonNode before) {
        String description = Sanitizer.line(field.schema().path("description").asText(""), 300);
        if (!description.isEmpty()) {
            console.line("  " + console.style().dim(label(field) + ": " + description));
        }
        choices().forEach(console::line);
        Optional<JsonNode> standing = usable(before);
        String question = "  " + label(field) + " (" + hint(standing) + "): ";
        while (true) {
            String typed = console.ask(question).orElseThrow(FormLeft::dismissed).strip();
            switch (typed) {
                case "/decline" -> throw FormLeft.declined();
                case "/cancel" -> throw FormLeft.dismissed();
                case "" -> {
                    if (standing.isPresent() || !field.required()) {
                        return standing;
                    }
                    console.line("  This one is needed. /decline refuses, /cancel leaves.");
                }
                default -> {
                    switch (FieldReading.of(kind, typed)) {
                        case FieldReading.Value(JsonNode json) -> {
                            return Optional.of(json);
                        }
                        case FieldReading.Wrong(String reason) -> console.line("  " + reason);
                    }
                }
            }
        }
    }

    /** A default of the server counts only if the user could have typed it. */
    private Optional<JsonNode> usable(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        String typed = typed(value);
        return !typed.isEmpty() && FieldReading.of(kind, typed) instanceof FieldReading.Value(JsonNode json)
                ? Optional.of(json)
                : Optional.empty();
    }

    private static String typed(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> parts = new ArrayList<>();
        value.forEach(part -> parts.add(part.asText()));
        return parts.isEmpty() ? "-" : String.join(",", parts);
    }

    /** Says a value as the user knows it: a choice by its title. */
    String said(JsonNode value) {
        List<FieldKind.Choice> known = switch (kind) {
            case FieldKind.One(List<FieldKind.Choice> choices) -> choices;
            case FieldKind.Several several -> several.choices();
            case FieldKind.Text unused -> List.of();
            case FieldKind.Numeral unused -> List.of();
            case FieldKind.Flag() -> List.of();
        };
        if (value.isBoolean()) {
            return value.asBoolean() ? "yes" : "no";
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : value.isArray() ? value : List.of(value)) {
            parts.add(known.stream()
                    .filter(choice -> choice.value().equals(part.asText()))
                    .map(FieldKind.Choice::title)
                    .findFirst()
                    .orElseGet(part::asText));
        }
        return parts.isEmpty() ? "none" : Sanitizer.line(String.join(", ", parts), 200);
    }

    private List<String> choices() {
        List<FieldKind.Choice> choices = switch (kind) {
            case FieldKind.One(List<FieldKind.Choice> one) -> one;
            case FieldKind.Several several -> several.choices();
            case FieldKind.Text unused -> List.of();
            case FieldKind.Numeral unused -> List.of();
            case FieldKind.Flag() -> List.of();
        };
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.min(choices.size(), MAX_CHOICES); i++) {
            lines.add("    " + (i + 1) + "  " + Sanitizer.line(choices.get(i).title(), 80));
        }
        if (choices.size() > MAX_CHOICES) {
            lines.add("    … and " + (choices.size() - MAX_CHOICES) + " more, by their numbers or names");
        }
        return lines;
    }

    private String hint(Optional<JsonNode> standing) {
        String what = switch (kind) {
            case FieldKind.Text text -> switch (text.format()) {
                case "email" -> "e-mail address";
                case "uri" -> "address";
                case "date" -> "date";
                case "date-time" -> "date and time";
                default -> "text";
            };
            case FieldKind.Numeral numeral -> numeral(numeral);
            case FieldKind.Flag() -> "y or n";
            case FieldKind.One unused -> "number";
            case FieldKind.Several several -> "numbers with commas, - for none, "
                    + FieldReading.range(several.minItems(), several.maxItems());
        };
        return what + standing.map(value -> ", Enter for " + said(value))
                .orElse(field.required() ? "" : ", Enter for nothing");
    }

    private static String numeral(FieldKind.Numeral numeral) {
        String what = numeral.whole() ? "whole number" : "number";
        if (numeral.minimum() != null) {
            what += " from " + numeral.minimum().toPlainString();
        }
        return numeral.maximum() == null ? what : what + " up to " + numeral.maximum().toPlainString();
    }
}
