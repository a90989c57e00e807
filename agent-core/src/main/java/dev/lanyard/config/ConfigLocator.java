package dev.lanyard.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the one configuration that counts: the first that exists, with nothing merged. */
final class ConfigLocator {
    private static final List<String> IN_PROJECT = List.of("mcp.json", ".mcp.json", ".vscode/mcp.json");

    private final ConfigLocations locations;

    ConfigLocator(ConfigLocations locations) {
        this.locations = locations;
    }

    /** Returns the configuration's place. A file named by the user is returned even if it does not exist. */
    ConfigSource locate() {
        Path working = locations.workingDirectory();
        Path users = locations.userFolders().config().resolve("mcp.json");
        Path named = locations.configFile();
        if (named != null) {
            return source(ConfigSource.Kind.EXPLICIT, named, workspaceOf(named, working));
        }
        for (String name : IN_PROJECT) {
            Path file = working.resolve(name);
            if (isThere(file) && !file.equals(users)) {
                return source(ConfigSource.Kind.PROJECT, file, working);
            }
        }
        return isThere(users)
                ? source(ConfigSource.Kind.USER, users, working)
                : source(ConfigSource.Kind.NONE, null, working);
    }

    private ConfigSource source(ConfigSource.Kind kind, @Nullable Path file, Path workspace) {
        Map<Path, EnvFile> envFiles = new LinkedHashMap<>();
        Path named = locations.envFile();
        if (named != null) {
            envFiles.put(named, new EnvFile(named, false));
        }
        Path usersFolder = locations.userFolders().config();
        for (Path folder : switch (kind) {
            case USER -> List.<Path>of();
            case PROJECT, EXPLICIT -> List.of(folderOf(file, workspace), workspace);
            case NONE -> List.of(workspace);
        }) {
            add(envFiles, folder.resolve(".env"), !folder.equals(usersFolder));
        }
        add(envFiles, usersFolder.resolve(".env"), false);
        return new ConfigSource(kind, file, workspace, List.copyOf(envFiles.values()));
    }

    private static void add(Map<Path, EnvFile> envFiles, Path file, boolean projectOwned) {
        if (isThere(file)) {
            envFiles.putIfAbsent(file, new EnvFile(file, projectOwned));
        }
    }

    /** A link counts as there even if it leads nowhere: that is a problem to report, not a file to pass over. */
    private static boolean isThere(Path file) {
        return Files.isRegularFile(file) || (Files.isSymbolicLink(file) && !Files.exists(file));
    }

    private static Path folderOf(@Nullable Path file, Path otherwise) {
        Path parent = file == null ? null : file.getParent();
        return parent == null ? otherwise : parent;
    }

    private static Path workspaceOf(Path file, Path otherwise) {
        Path folder = folderOf(file, otherwise);
        return folder.endsWith(".vscode") ? folderOf(folder, folder) : folder;
    }
}
