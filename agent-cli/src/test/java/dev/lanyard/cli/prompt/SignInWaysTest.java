package dev.lanyard.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.credential.UserInteraction.Way;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignInWaysTest {
    private static final List<Way> ALL = List.of(Way.BROWSER, Way.PASTE, Way.DEVICE_CODE);
    private static final List<Way> WITHOUT_BROWSER = List.of(Way.PASTE, Way.DEVICE_CODE);

    @Test
    void offersABrowserWhereTheUserSitsInFrontOfIt() {
        assertThat(SignInWays.of(Map.of("DISPLAY", ":0"), "Linux", true, true, null)).isEqualTo(ALL);
        assertThat(SignInWays.of(Map.of("WAYLAND_DISPLAY", "wayland-0"), "Linux", true, true, null)).isEqualTo(ALL);
        assertThat(SignInWays.of(Map.of(), "Mac OS X", true, true, null)).isEqualTo(ALL);
        assertThat(SignInWays.of(Map.of(), "Windows 11", true, true, null)).isEqualTo(ALL);
    }

    @Test
    void offersNoneWhereItWouldOpenElsewhereOrNowhere() {
        assertThat(SignInWays.of(Map.of(), "Linux", true, true, null)).isEqualTo(WITHOUT_BROWSER);
        assertThat(SignInWays.of(Map.of("DISPLAY", ":0"), "Linux", false, true, null)).isEqualTo(WITHOUT_BROWSER);
        assertThat(SignInWays.of(Map.of("DISPLAY", ":10", "SSH_TTY", "/dev/pts/1"), "Linux", true, true, null))
                .isEqualTo(WITHOUT_BROWSER);
        assertThat(SignInWays.of(Map.of("SSH_CONNECTION", "1 2 3 4"), "Mac OS X", true, true, null))
                .isEqualTo(WITHOUT_BROWSER);
    }

    @Test
    void offersNothingWhereNobodyIsThere() {
        assertThat(SignInWays.of(Map.of("DISPLAY", ":0"), "Linux", true, false, null)).isEmpty();
        assertThat(SignInWays.of(Map.of(), "Linux", true, false, Way.PASTE)).isEmpty();
    }

    @Test
    void doesAsItIsTold() {
        assertThat(SignInWays.of(Map.of(), "Linux", false, true, Way.BROWSER)).containsExactly(Way.BROWSER);
        assertThat(SignInWays.of(Map.of("DISPLAY", ":0"), "Linux", true, true, Way.PASTE)).containsExactly(Way.PASTE);
        assertThat(SignInWays.of(Map.of(), "Linux", true, false, Way.DEVICE_CODE)).containsExactly(Way.DEVICE_CODE);
    }
}
