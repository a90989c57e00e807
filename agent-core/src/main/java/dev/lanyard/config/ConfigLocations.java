package dev.lanyard.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Says where a configuration may be.
 *
 * @param workingDirectory where the user is, absolute
 * @param userFolders the user's own folders
 * @param configFile the file named by {@code --config}, or null
 * @param envFile the file named by {@code --env-file}, or null
 */
public record ConfigLocations(Path workingDirectory, UserFolders userFolders, @Nullable Path configFile,
        @Nullable Path envFile) {
    /** Makes the working directory absolute and the other files relative to it. */
    public ConfigLocations {
        workingDirectory = workingDirectory.toAbsolutePath().normalize();
        configFile = configFile == null ? null : workingDirectory.resolve(configFile).normalize();
        envFile = envFile == null ? null : workingDirectory.resolve(envFile).normalize();
    }

    /** Returns the usual places, with nothing named by the user. */
    public static ConfigLocations of(Path workingDirectory, UserFolders userFolders) {
        return new ConfigLocations(workingDirectory, userFolders, null, null);
    }

    /** Returns these places with a configuration file that the user named. */
    public ConfigLocations withConfigFile(Path file) {
        return new ConfigLocations(workingDirectory, userFolders, file, envFile);
    }

    /** Returns these places with a {@code .env} file that the user named. */
    public ConfigLocations withEnvFile(Path file) {
        return new ConfigLocations(workingDirectory, userFolders, configFile, file);
    }
}
