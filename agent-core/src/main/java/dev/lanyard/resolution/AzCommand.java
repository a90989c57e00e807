package dev.lanyard.resolution;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a command for a POSIX shell; whatever an argument holds, it stays one argument and one line. */
final class AzCommand {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/@=,+-]+");
    private static final Pattern DOUBLE = Pattern.compile("[^\"$`\\\\!]*");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final List<String> arguments = new ArrayList<>();

    private AzCommand(List<String> words) {
        arguments.addAll(words);
    }

    /** Returns a command of the given words, which are ours. */
    static AzCommand of(String words) {
        return new AzCommand(List.of(words.split(" ")));
    }

    /** Adds an option; a value that could pass for an option itself is bound to its name. */
    AzCommand with(String option, String value) {
        if (value.startsWith("-")) {
            arguments.add(option + "=" + value);
        } else {
            arguments.addAll(List.of(option, value));
        }
        return this;
    }

    /** Adds options that hold nothing foreign. */
    AzCommand and(String words) {
        arguments.addAll(List.of(words.split(" ")));
        return this;
    }

    /** Returns the command on one line. */
    String line() {
        return arguments.stream().map(AzCommand::quoted).collect(Collectors.joining(" "));
    }

    /** Returns a comment on one line. */
    static String comment(String text) {
        return "# " + oneLine(text);
    }

    static String quoted(String argument) {
        String line = oneLine(argument);
        if (PLAIN.matcher(line).matches()) {
            return line;
        }
        if (line.contains("'") && DOUBLE.matcher(line).matches()) {
            return '"' + line + '"';
        }
        return "'" + line.replace("'", "'\\''") + "'";
    }

    private static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }
}
