package dev.lanyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFoldersTest {
    private static final Path HOME = Path.of("/home/ada");

    @Test
    void linuxFollowsXdg() {
        assertThat(UserFolders.of(Map.of(), "Linux", HOME)).isEqualTo(
                new UserFolders(HOME.resolve(".config/lanyard"), HOME.resolve(".local/state/lanyard")));
        assertThat(UserFolders.of(Map.of("XDG_CONFIG_HOME", "/c", "XDG_STATE_HOME", "/s"), "Linux", HOME))
                .isEqualTo(new UserFolders(Path.of("/c/lanyard"), Path.of("/s/lanyard")));
    }

    @Test
    void aRelativeXdgFolderIsIgnored() {
        assertThat(UserFolders.of(Map.of("XDG_CONFIG_HOME", "c", "XDG_STATE_HOME", ""), "Linux", HOME))
                .isEqualTo(UserFolders.of(Map.of(), "Linux", HOME));
        assertThat(UserFolders.of(Map.of("XDG_STATE_HOME", ""), "Mac OS X", HOME))
                .isEqualTo(UserFolders.of(Map.of(), "Mac OS X", HOME));
    }

    @Test
    void macAndWindowsUseTheirOwn() {
        Path library = HOME.resolve("Library/Application Support/lanyard");
        assertThat(UserFolders.of(Map.of(), "Mac OS X", HOME))
                .isEqualTo(new UserFolders(library, library.resolve("state")));
        assertThat(UserFolders.of(Map.of("APPDATA", "/roaming"), "Windows 11", HOME)).isEqualTo(
                new UserFolders(Path.of("/roaming/lanyard"), HOME.resolve("AppData/Local/lanyard")));
    }
}
