package dev.lanyard.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names the folders of the user in which Lanyard keeps its own files.
 *
 * @param config where the user's {@code mcp.json} and {@code .env} are
 * @param state where approvals are
 */
public record UserFolders(Path config, Path state) {
    /** Makes both absolute. */
    public UserFolders {
        config = config.toAbsolutePath().normalize();
        state = state.toAbsolutePath().normalize();
    }

    /**
     * Returns the folders that the system prescribes.
     *
     * <p>Linux: {@code ~/.config/lanyard} and {@code ~/.local/state/lanyard}. macOS: {@code ~/Library/Application
     * Support/lanyard} and {@code state} in it. On both, an absolute {@code XDG_CONFIG_HOME} or {@code XDG_STATE_HOME}
     * counts first. Windows: {@code %APPDATA%\lanyard} and {@code %LOCALAPPDATA%\lanyard}.
     *
     * @param environment the environment of the process
     * @param osName the system property {@code os.name}
     * @param home the user's home folder
     */
    public static UserFolders of(Map<String, String> environment, String osName, Path home) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return new UserFolders(folder(environment.get("APPDATA"), home.resolve("AppData/Roaming/lanyard")),
                    folder(environment.get("LOCALAPPDATA"), home.resolve("AppData/Local/lanyard")));
        }
        Path library = home.resolve("Library/Application Support/lanyard");
        boolean mac = os.startsWith("mac");
        return new UserFolders(
                folder(environment.get("XDG_CONFIG_HOME"), mac ? library : home.resolve(".config/lanyard")),
                folder(environment.get("XDG_STATE_HOME"),
                        mac ? library.resolve("state") : home.resolve(".local/state/lanyard")));
    }

    private static Path folder(@Nullable String parent, Path otherwise) {
        return parent != null && Path.of(parent).isAbsolute() ? Path.of(parent, "lanyard") : otherwise;
    }
}
