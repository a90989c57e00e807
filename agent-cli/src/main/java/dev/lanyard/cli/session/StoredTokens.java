package dev.lanyard.cli.session;

import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.config.UserFolders;
import dev.lanyard.store.FileTokenStore;
import java.nio.file.Path;

/**
 * Is where a terminal's user keeps tokens.
 *
 * @param folder the folder of their files
 */
record StoredTokens(FileTokenStore store, Path folder) {
    private static final int MAX_WARNING = 1_000;

    /** Returns the place in the user's folders. What is wrong with it is said once, on a line of the console. */
    static StoredTokens in(UserFolders folders, Console console) {
        Path folder = folders.state().resolve("tokens");
        return new StoredTokens(FileTokenStore.in(folder, folders.config().resolve("token.key"),
                warning -> console.line("lanyard: " + Sanitizer.line(warning, MAX_WARNING))), folder);
    }
}
