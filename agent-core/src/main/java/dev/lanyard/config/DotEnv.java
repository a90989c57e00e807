package dev.lanyard.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds what a {@code .env} file sets.
 *
 * <p>One {@code NAME=value} a line, {@code export} before it allowed. A value ends at {@code  #}; in single quotes it is
 * taken as it stands; in double quotes {@code \n \r \t \" \\ \$} are escapes. There is no expansion of {@code $X}. The
 * last line of a name wins.
 *
 * @param source the file
 * @param values what it sets, possibly to nothing
 * @param sha256 the digest of the bytes that were read
 */
record DotEnv(EnvFile source, Map<String, Redacted> values, String sha256) {
    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
    private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
    private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*(?:#.*)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*$");

    DotEnv {
        values = Ordered.copyOf(values);
    }

    /** Returns what a file sets, or empty if it cannot be read; a bad line is a problem that names only its number. */
    static Optional<DotEnv> read(EnvFile source, Findings findings) {
        return FileBytes.read(source.path(), source.path().toString(), findings)
                .flatMap(bytes -> parse(source, bytes, findings));
    }

    /** Returns what the bytes of a file set, or empty if they are not text. */
    static Optional<DotEnv> parse(EnvFile source, byte[] bytes, Findings findings) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            findings.problem(source.path().toString(), "The file is not UTF-8 text.", "Save it as UTF-8.");
            return Optional.empty();
        }
        Map<String, Redacted> values = new LinkedHashMap<>();
        int number = 0;
        for (String raw : (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r\n|\n|\r", -1)) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            Optional<String> value = matcher.matches() ? value(matcher.group(2)) : Optional.empty();
            if (value.isPresent()) {
                values.put(matcher.group(1), new Redacted(value.get()));
            } else {
                findings.problem(source.path() + ":" + number, "The line is not NAME=value.",
                        "Close its quotes, or make it a comment with '#'.");
            }
        }
        return Optional.of(new DotEnv(source, values, FileBytes.sha256(bytes)));
    }

    private static Optional<String> value(String raw) {
        if (raw.startsWith("'")) {
            Matcher quoted = SINGLE.matcher(raw);
            return quoted.matches() ? Optional.of(quoted.group(1)) : Optional.empty();
        }
        if (raw.startsWith("\"")) {
            Matcher quoted = DOUBLE.matcher(raw);
            return quoted.matches()
                    ? Optional.of(ESCAPE.matcher(quoted.group(1)).replaceAll(DotEnv::escape))
                    : Optional.empty();
        }
        return Optional.of(COMMENT.matcher(raw).replaceFirst("").strip());
    }

    private static String escape(MatchResult match) {
        return Matcher.quoteReplacement(switch (match.group(1)) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            case "\"", "\\", "$" -> match.group(1);
            default -> match.group();
        });
    }
}
