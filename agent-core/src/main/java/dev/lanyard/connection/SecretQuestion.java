package dev.lanyard.connection;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Recognises a question for a secret, which a server must not ask by a form (MCP 2025-11-25, Elicitation, Safe URL Handling
 * and Form Mode; SECURITY B16). Rather one question too many is refused than one too few.
 */
final class SecretQuestion {
    /** Words that mean a secret wherever they stand, {@code userpassword} included, and phrases of whole words. */
    private static final Pattern IN_TEXT = Pattern.compile(
            "password|passwd|passphrase|passcode|kennwort|passwort|apikey|accesstoken|privatekey|clientsecret|"
                    + "\\b(pass[ -](word|phrase|code)|api[ -]keys?|access[ -]tokens?|private[ -]keys?|"
                    + "client[ -]secrets?|credit[ -]cards?|recovery (codes?|phrase)|one[ -]?time (code|password)|"
                    + "your (pin|otp|cvv|cvc|ssn|iban|secret|token|credentials?))\\b");
    /** Words that name a secret, if they are the name of a field; in a sentence they mean much else. */
    private static final Pattern IN_NAME = Pattern.compile(
            "\\b(pwd|pin|otp|cvv|cvc|ssn|iban|bearer|secret|secrets|token|credential|credentials)\\b");

    private SecretQuestion() {}

    static boolean isIn(Elicitation.Form form) {
        return IN_TEXT.matcher(form.message().toLowerCase(Locale.ROOT)).find()
                || form.fields().stream().anyMatch(SecretQuestion::asksForSecret);
    }

    private static boolean asksForSecret(Elicitation.Field field) {
        String name = words(field.name()) + " | " + words(field.schema().path("title").asText(""));
        String description = words(field.schema().path("description").asText(""));
        return field.schema().path("format").asText("").equals("password")
                || field.schema().path("writeOnly").asBoolean(false)
                || IN_NAME.matcher(name).find()
                || IN_TEXT.matcher(name + " | " + description).find();
    }

    /** Returns {@code clientSecret} and {@code client_secret} as {@code client secret}. */
    private static String words(String text) {
        return text.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
