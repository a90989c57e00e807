package dev.lanyard.connection;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Recognises a question for a secret, which a server must not ask by a form (MCP 2025-11-25, Elicitation, Safe URL Handling
 * and Form Mode; SECURITY B16). Rather one question too many is refused than one too few.
 */
final class SecretQuestion {
    private static final Pattern IN_MESSAGE = Pattern.compile(
            "pass[ _-]?(word|wd|phrase|code)|kennwort|passwort|api[ _-]?key|access[ _-]?token|private[ _-]?key|"
                    + "client[ _-]?secret|credit[ _-]?card|recovery (code|phrase)|one[ -]?time (code|password)");
    private static final Pattern IN_FIELD = Pattern.compile(IN_MESSAGE.pattern()
            + "|\\b(pwd|pin|otp|cvv|cvc|ssn|iban|bearer|secret|secrets|token|tokens|credential|credentials)\\b");

    private SecretQuestion() {}

    static boolean isIn(Elicitation.Form form) {
        return IN_MESSAGE.matcher(form.message().toLowerCase(Locale.ROOT)).find()
                || form.fields().stream().anyMatch(SecretQuestion::asksForSecret);
    }

    private static boolean asksForSecret(Elicitation.Field field) {
        return field.schema().path("format").asText("").equals("password")
                || field.schema().path("writeOnly").asBoolean(false)
                || IN_FIELD
                        .matcher(words(field.name()) + " | " + words(field.schema().path("title").asText("")) + " | "
                                + words(field.schema().path("description").asText("")))
                        .find();
    }

    /** Returns {@code clientSecret} and {@code client_secret} as {@code client secret}. */
    private static String words(String text) {
        return text.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
