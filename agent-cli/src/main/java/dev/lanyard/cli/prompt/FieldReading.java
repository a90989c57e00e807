package dev.lanyard.cli.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Is what came of reading what the user typed for a value of a form. */
sealed interface FieldReading {
    /** A value that the schema allows. */
    record Value(JsonNode json) implements FieldReading {}

    /** No value that the schema allows. */
    record Wrong(String reason) implements FieldReading {}

    /** Reads what was typed, which is not empty. */
    static FieldReading of(FieldKind kind, String typed) {
        return switch (kind) {
            case FieldKind.Text text -> text(text, typed);
            case FieldKind.Numeral numeral -> numeral(numeral, typed);
            case FieldKind.Flag() -> flag(typed);
            case FieldKind.One(List<FieldKind.Choice> choices) -> find(choices, typed)
                    .<FieldReading>map(choice -> new Value(JsonNodeFactory.instance.textNode(choice.value())))
                    .orElseGet(() -> new Wrong("Type a number from 1 to " + choices.size() + "."));
            case FieldKind.Several several -> several(several, typed);
        };
    }

    private static FieldReading text(FieldKind.Text kind, String typed) {
        int length = typed.codePointCount(0, typed.length());
        if (length < kind.minLength() || length > kind.maxLength()) {
            return new Wrong("It must have " + range(kind.minLength(), kind.maxLength()) + " characters; this has "
                    + length + ".");
        }
        return switch (kind.format()) {
            case "email" -> typed.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+")
                    ? value(typed)
                    : new Wrong("Type an e-mail address, such as ana@example.com.");
            case "uri" -> isUri(typed) ? value(typed) : new Wrong("Type an address, such as https://example.com/.");
            case "date" -> isDate(typed) ? value(typed) : new Wrong("Type a date, such as 2026-11-30.");
            case "date-time" -> isDateTime(typed)
                    ? value(typed)
                    : new Wrong("Type a date and time with its offset, such as 2026-11-30T09:00:00Z.");
            default -> value(typed);
        };
    }

    private static Value value(String text) {
        return new Value(JsonNodeFactory.instance.textNode(text));
    }

    private static boolean isUri(String typed) {
        try {
            return new URI(typed).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isDate(String typed) {
        try {
            return LocalDate.parse(typed).getYear() >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isDateTime(String typed) {
        try {
            return OffsetDateTime.parse(typed).getYear() >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static FieldReading numeral(FieldKind.Numeral kind, String typed) {
        BigDecimal number;
        try {
            number = new BigDecimal(typed);
        } catch (NumberFormatException e) {
            return new Wrong(kind.whole() ? "Type a whole number." : "Type a number, such as 3.5.");
        }
        // An exponent such as 1e999999999 would take gigabytes to write out.
        if (typed.length() > 40 || Math.abs((long) number.scale()) > 400) {
            return new Wrong("This number is too long.");
        }
        if (kind.whole() && number.stripTrailingZeros().scale() > 0) {
            return new Wrong("Type a whole number.");
        }
        BigDecimal minimum = kind.minimum();
        BigDecimal maximum = kind.maximum();
        if (minimum != null && number.compareTo(minimum) < 0) {
            return new Wrong("It must be at least " + minimum.toPlainString() + ".");
        }
        if (maximum != null && number.compareTo(maximum) > 0) {
            return new Wrong("It must be at most " + maximum.toPlainString() + ".");
        }
        return new Value(kind.whole()
                ? JsonNodeFactory.instance.numberNode(number.toBigIntegerExact())
                : JsonNodeFactory.instance.numberNode(number));
    }

    private static FieldReading flag(String typed) {
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case "y", "yes", "true" -> new Value(JsonNodeFactory.instance.booleanNode(true));
            case "n", "no", "false" -> new Value(JsonNodeFactory.instance.booleanNode(false));
            default -> new Wrong("Type y or n.");
        };
    }

    private static FieldReading several(FieldKind.Several kind, String typed) {
        Set<String> chosen = new LinkedHashSet<>();
        for (String part : typed.equals("-") ? new String[0] : typed.split(",", -1)) {
            Optional<FieldKind.Choice> choice = find(kind.choices(), part.strip());
            if (choice.isEmpty()) {
                return new Wrong("Type numbers from 1 to " + kind.choices().size() + ", with commas between.");
            }
            chosen.add(choice.get().value());
        }
        if (chosen.size() < kind.minItems() || chosen.size() > kind.maxItems()) {
            return new Wrong("Choose " + range(kind.minItems(), kind.maxItems()) + "; these are " + chosen.size()
                    + ".");
        }
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        chosen.forEach(values::add);
        return new Value(values);
    }

    /** Finds a choice by its number, its value or its title. */
    private static Optional<FieldKind.Choice> find(List<FieldKind.Choice> choices, String typed) {
        for (int i = 0; i < choices.size(); i++) {
            if (typed.equals(Integer.toString(i + 1))) {
                return Optional.of(choices.get(i));
            }
        }
        return choices.stream()
                .filter(choice -> choice.value().equals(typed) || choice.title().equalsIgnoreCase(typed))
                .findFirst();
    }

    /** Says how many: {@code at least 1}, {@code at most 3}, {@code 2 to 4}. */
    static String range(int from, int to) {
        if (to == Integer.MAX_VALUE) {
            return "at least " + from;
        }
        return from == 0 ? "at most " + to : from + " to " + to;
    }
}
