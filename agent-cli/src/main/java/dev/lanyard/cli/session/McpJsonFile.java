package dev.lanyard.cli.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.config.ConfigException;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.ConfigProblem;
import dev.lanyard.config.LoadedConfig;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Is an {@code mcp.json} that commands write to: whole or not at all, and only if what they wrote can be read. */
public final class McpJsonFile {
    private static final List<String> IN_PROJECT = List.of("mcp.json", ".mcp.json", ".vscode/mcp.json");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)}");
    private static final long MAX_BYTES = 1 << 20;
    private static final String EMPTY = "{\n  \"servers\": {\n  }\n}\n";

    private final Surroundings surroundings;
    private final Path file;

    private McpJsonFile(Surroundings surroundings, Path file) {
        this.surroundings = surroundings;
        this.file = file;
    }

    /** Says whose file is meant. */
    public enum Scope {
        /** The one in the user's own folder. */
        USER,
        /** The one in the folder that one works in. */
        PROJECT,
        /** The one that counts here, the user's own if there is none. */
        ANY
    }

    /** Returns the file that is meant; one that the user named goes before any scope. */
    public static McpJsonFile of(Surroundings surroundings, Options options, Scope scope) {
        Path named = options.config();
        if (named != null) {
            return new McpJsonFile(surroundings, surroundings.workingDirectory().resolve(named).toAbsolutePath());
        }
        Path users = surroundings.folders().config().resolve("mcp.json");
        Path working = surroundings.workingDirectory().toAbsolutePath();
        Optional<Path> projects = IN_PROJECT.stream().map(working::resolve).filter(Files::exists).findFirst();
        return new McpJsonFile(surroundings, switch (scope) {
            case USER -> users;
            case PROJECT -> projects.orElse(working.resolve("mcp.json"));
            case ANY -> projects.orElse(users);
        });
    }

    /** Returns the file. */
    public Path path() {
        return file;
    }

    /** Says whether another file counts before this one in the folder that one works in. */
    public boolean isHidden() {
        Path users = surroundings.folders().config().resolve("mcp.json");
        Path working = surroundings.workingDirectory().toAbsolutePath();
        return file.equals(users) && IN_PROJECT.stream().map(working::resolve).anyMatch(Files::exists);
    }

    /**
     * Adds a server.
     *
     * @throws SessionException.NotEdited if there is one of that name, or the entry or the file is not fit for it
     */
    public void add(String server, ObjectNode entry) {
        edit(editor -> {
            if (editor.find(server).isPresent()) {
                throw new McpJsonEditor.NotEditable("it has a server '" + server + "' already");
            }
            String edited = editor.added(server, entry);
            requireReadable(server, entry, edited);
            return edited;
        });
    }

    /**
     * Removes a server.
     *
     * @throws SessionException.NotEdited if there is none of that name, or the file is not fit for it
     */
    public void remove(String server) {
        edit(editor -> editor.removed(server));
    }

    @FunctionalInterface
    private interface Edit {
        String of(McpJsonEditor editor) throws McpJsonEditor.NotEditable, IOException;
    }

    private void edit(Edit edit) {
        try {
            boolean there = Files.exists(file);
            if (there && Files.size(file) > MAX_BYTES) {
                throw new McpJsonEditor.NotEditable("it is larger than 1 MiB");
            }
            String before = there ? Files.readString(file) : EMPTY;
            write(edit.of(new McpJsonEditor(before)));
        } catch (CharacterCodingException e) {
            throw new SessionException.NotEdited(file, "it is not UTF-8 text");
        } catch (McpJsonEditor.NotEditable e) {
            throw new SessionException.NotEdited(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new SessionException.NotEdited(file, "it cannot be written: " + e.getMessage());
        }
    }

    /** Reads the edited text as a configuration, with any value for variables that are not set yet. */
    private void requireReadable(String server, ObjectNode entry, String edited)
            throws McpJsonEditor.NotEditable, IOException {
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        Matcher variables = VARIABLE.matcher(entry.toString());
        while (variables.find()) {
            environment.putIfAbsent(variables.group(1), "value");
        }
        Path trial = temporary(edited);
        try {
            LoadedConfig unused = new ConfigLoader(environment, ConfigLocations
                    .of(surroundings.workingDirectory(), surroundings.folders())
                    .withConfigFile(trial)).load();
        } catch (ConfigException.Invalid e) {
            String place = "servers." + server;
            Optional<ConfigProblem> problem = e.problems()
                    .stream()
                    .filter(one -> one.path().equals(place) || one.path().startsWith(place + "."))
                    .findFirst();
            if (problem.isPresent()) {
                throw new McpJsonEditor.NotEditable("the server would not be usable: " + problem.get());
            }
        } finally {
            Files.deleteIfExists(trial);
        }
    }

    /** Replaces the file in one step, so that nobody ever reads half of it; what a link leads to is replaced, not the link. */
    private void write(String text) throws IOException {
        Path temporary = temporary(text);
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file;
            if (Files.exists(target) && Files.getFileStore(target).supportsFileAttributeView("posix")) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(target);
                Files.setPosixFilePermissions(temporary, permissions);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Writes a text into a new file beside the real one, readable by the user only. */
    private Path temporary(String text) throws IOException {
        Path beside = Files.exists(file) ? file.toRealPath() : file;
        Path folder = beside.toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, ".mcp-", ".json");
        return Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
    }
}
