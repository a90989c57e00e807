package dev.lanyard.cli.prompt;

import dev.lanyard.credential.UserInteraction.Way;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides how a user can sign in here: a browser helps only where the user sits in front of it. */
public final class SignInWays {
    private SignInWays() {}

    /**
     * Returns the ways that are open, best first.
     *
     * @param system the value of {@code os.name}
     * @param browser whether there is a program that opens pages
     * @param interactive whether somebody can type
     * @param forced the one way that the user wants, or null to choose by the surroundings
     */
    public static List<Way> of(Map<String, String> environment, String system, boolean browser, boolean interactive,
            @Nullable Way forced) {
        if (forced != null) {
            // A browser or a device needs nobody to type here; a paste does.
            return interactive || forced != Way.PASTE ? List.of(forced) : List.of();
        }
        if (!interactive) {
            return List.of();
        }
        return browser && hasScreen(environment, system)
                ? List.of(Way.BROWSER, Way.PASTE, Way.DEVICE_CODE)
                : List.of(Way.PASTE, Way.DEVICE_CODE);
    }

    private static boolean hasScreen(Map<String, String> environment, String system) {
        if (isSet(environment, "SSH_CONNECTION") || isSet(environment, "SSH_TTY")) {
            return false;
        }
        String name = system.toLowerCase(Locale.ROOT);
        return name.startsWith("windows") || name.startsWith("mac") || isSet(environment, "BROWSER")
                || isSet(environment, "DISPLAY") || isSet(environment, "WAYLAND_DISPLAY");
    }

    private static boolean isSet(Map<String, String> environment, String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }
}
