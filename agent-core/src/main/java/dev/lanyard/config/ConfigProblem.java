package dev.lanyard.config;

/**
 * Says what is wrong at one place of a configuration and what to do about it.
 *
 * @param path the place: {@code servers.reverse.auth.type}, {@code /home/ada/.env:3} or a variable's name
 * @param message what is wrong, a whole sentence that never holds a secret
 * @param remedy what to do, a whole sentence
 */
public record ConfigProblem(String path, String message, String remedy) {
    /** Makes all three harmless to show in a terminal. */
    public ConfigProblem {
        path = Printable.of(path);
        message = Printable.of(message);
        remedy = Printable.of(remedy);
    }

    /** Returns {@code path: message remedy}. */
    @Override
    public String toString() {
        return path + ": " + message + " " + remedy;
    }
}
