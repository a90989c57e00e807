package dev.lanyard.credential;

import java.util.regex.Pattern;

/**
 * Names one of several accounts that the one who runs the program signs in with. Whatever is kept for one account is never
 * given for another.
 *
 * @param name 1 to 64 letters, digits, {@code .}, {@code _}, {@code @}, {@code +} and {@code -}, the first a letter or digit
 */
public record Account(String name) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");

    /** The account of those who do not name any. */
    public static final Account DEFAULT = new Account("user");

    public Account {
        // The users of an application have a '#' in their names in cache keys, so that no account can stand for one.
        if (!isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is not the name of an account");
        }
    }

    /** Says whether a text can be the name of an account. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Says whether it is the one of those who do not name any. */
    public boolean isDefault() {
        return equals(DEFAULT);
    }
}
