package dev.lanyard.msal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what Entra's error codes mean and what to do about them; read from {@code aadsts.txt} when first needed. */
public final class AadstsTable {
    private static final Pattern CODE = Pattern.compile("AADSTS(\\d{5,8})");
    private static final String FILE = "aadsts.txt";

    /** Says who can do something about a failure. */
    public enum Way {
        /** Whoever set up the app registration, the directory or the configuration. */
        FIX,
        /** The user, by signing in again. */
        USER,
        /** The user or an administrator, by consenting. */
        CONSENT,
        /** The application, by bringing another token of the user. */
        ASSERTION,
        /** Nobody; it passes. */
        LATER
    }

    /**
     * Is one code.
     *
     * @param code the digits after {@code AADSTS}
     */
    public record Entry(String code, Way way, String cause, String fix) {}

    private static final class Held {
        private static final Map<String, Entry> ENTRIES = read();
    }

    private AadstsTable() {}

    /** Returns every code, in the order of its digits. */
    public static Map<String, Entry> entries() {
        return Held.ENTRIES;
    }

    /** Returns the entry of the first code that stands in a text, such as an error's description. */
    public static Optional<Entry> in(String text) {
        Matcher code = CODE.matcher(text);
        return code.find() ? Optional.ofNullable(entries().get(code.group(1))) : Optional.empty();
    }

    private static Map<String, Entry> read() {
        Map<String, Entry> entries = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(AadstsTable.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", -1))
                    .forEach(
                            cells -> entries.put(cells[0], new Entry(cells[0],
                                    Way.valueOf(cells[1].toUpperCase(Locale.ROOT)), cells[2], cells[3])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return java.util.Collections.unmodifiableMap(entries);
    }
}
