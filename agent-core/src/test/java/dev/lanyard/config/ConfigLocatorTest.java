package dev.lanyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLocatorTest {
    @TempDir
    private Path root;
    private Path project = Path.of("");
    private Path home = Path.of("");

    @BeforeEach
    void createFolders() throws IOException {
        project = Files.createDirectories(root.resolve("project"));
        home = root.resolve("home");
    }

    @Test
    void theFirstFoundWins() throws IOException {
        Path users = write("home/mcp.json");
        Path vscode = write("project/.vscode/mcp.json");
        Path hidden = write("project/.mcp.json");
        Path plain = write("project/mcp.json");
        Path named = write("elsewhere/named.json");
        assertThat(new ConfigLocator(usual().withConfigFile(named)).locate())
                .isEqualTo(source(ConfigSource.Kind.EXPLICIT, named, named.resolveSibling("")));
        for (Path file : List.of(plain, hidden, vscode)) {
            assertThat(locate()).isEqualTo(source(ConfigSource.Kind.PROJECT, file, project));
            Files.delete(file);
        }
        assertThat(locate()).isEqualTo(source(ConfigSource.Kind.USER, users, project));
        Files.delete(users);
        assertThat(locate()).isEqualTo(new ConfigSource(ConfigSource.Kind.NONE, null, project, List.of()));
    }

    @Test
    void aProjectsEnvFilesAreBesideItInItsWorkspaceAndTheUsers() {
        Path file = write("project/.vscode/mcp.json");
        EnvFile beside = new EnvFile(write("project/.vscode/.env"), true);
        EnvFile workspace = new EnvFile(write("project/.env"), true);
        EnvFile users = new EnvFile(write("home/.env"), false);
        EnvFile named = new EnvFile(write("elsewhere/my.env"), false);
        assertThat(locate()).isEqualTo(source(ConfigSource.Kind.PROJECT, file, project, beside, workspace, users));
        assertThat(new ConfigLocator(usual().withEnvFile(named.path())).locate())
                .isEqualTo(source(ConfigSource.Kind.PROJECT, file, project, named, beside, workspace, users));
    }

    @Test
    void anEnvFileThatTheUserNamesIsNoLongerTheProjects() {
        Path env = write("project/.env");
        assertThat(new ConfigLocator(usual().withEnvFile(Path.of(".env"))).locate().envFiles())
                .containsExactly(new EnvFile(env, false));
    }

    @Test
    void theUsersConfigurationDoesNotReadTheWorkingDirectorysEnvFile() {
        Path file = write("home/mcp.json");
        write("project/.env");
        EnvFile users = new EnvFile(write("home/.env"), false);
        assertThat(locate()).isEqualTo(source(ConfigSource.Kind.USER, file, project, users));
    }

    @Test
    void withNothingConfiguredTheWorkingDirectorysEnvFileCounts() {
        EnvFile env = new EnvFile(write("project/.env"), true);
        assertThat(locate())
                .isEqualTo(new ConfigSource(ConfigSource.Kind.NONE, null, project, List.of(env)));
    }

    @Test
    void theUsersOwnFolderIsNoProject() {
        Path file = write("home/mcp.json");
        EnvFile env = new EnvFile(write("home/.env"), false);
        ConfigLocations there = ConfigLocations.of(home, new UserFolders(home, root.resolve("state")));
        assertThat(new ConfigLocator(there).locate()).isEqualTo(source(ConfigSource.Kind.USER, file, home, env));
    }

    @Test
    void aNamedFileInVsCodesFolderHasItsProjectAsWorkspace() {
        Path file = write("other/.vscode/mcp.json");
        assertThat(new ConfigLocator(usual().withConfigFile(file)).locate().workspaceFolder())
                .isEqualTo(root.resolve("other"));
    }

    @Test
    void aNamedFileIsTakenEvenIfItIsMissing() {
        Path missing = root.resolve("missing.json");
        assertThat(new ConfigLocator(usual().withConfigFile(missing)).locate())
                .isEqualTo(source(ConfigSource.Kind.EXPLICIT, missing, root));
    }

    @Test
    void aLinkThatLeadsNowhereIsNotPassedOver() throws IOException {
        Path link = Files.createSymbolicLink(project.resolve("mcp.json"), root.resolve("missing"));
        write("home/mcp.json");
        assertThat(locate()).isEqualTo(source(ConfigSource.Kind.PROJECT, link, project));
    }

    private ConfigSource locate() {
        return new ConfigLocator(usual()).locate();
    }

    private ConfigLocations usual() {
        return ConfigLocations.of(project, new UserFolders(home, root.resolve("state")));
    }

    private Path write(String file) {
        return TextFile.write(root.resolve(file), "{}");
    }

    private static ConfigSource source(ConfigSource.Kind kind, Path file, Path workspace, EnvFile... envFiles) {
        return new ConfigSource(kind, file, workspace, List.of(envFiles));
    }
}
