package dev.lanyard.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.file.AtomicFile;
import dev.lanyard.file.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Remembers which project configurations the user approved, in {@code trust.json} of their state folder.
 *
 * <p>The file is {@code {"approved": [{"digest": "…", "file": "/path/mcp.json"}]}}, readable by its owner alone and
 * replaced in one step. Anything in it that cannot be understood counts as not approved. Two terminals that approve at
 * the same moment may lose one approval, which then is asked for again.
 */
public final class TrustStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final Path file;

    private TrustStore(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("trust.json");
    }

    /** Returns the store in the user's state folder; nothing is read or created yet. */
    public static TrustStore in(UserFolders folders) {
        return new TrustStore(folders.state());
    }

    /**
     * Returns whether a digest was approved.
     *
     * @throws ConfigException.Invalid if the file or its folder is a symbolic link, or others may write to it
     */
    public boolean approved(String digest) {
        return read().containsKey(digest);
    }

    /**
     * Remembers that the user approved what a report describes.
     *
     * @throws ConfigException.Invalid if the file cannot be written or is not the user's alone
     */
    public void approve(TrustReport report) {
        try {
            Map<String, String> approved = read();
            OwnerOnly.makeFolder(folder);
            approved.put(report.digest(), report.file().toString());
            AtomicFile.write(file, JSON.writeValueAsBytes(json(approved)));
        } catch (IOException e) {
            throw invalid("The approval cannot be remembered there.", "Make the folder writable for you.");
        }
    }

    private Map<String, String> read() {
        Map<String, String> approved = new LinkedHashMap<>();
        refuseForeign(folder);
        refuseForeign(file);
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= FileBytes.MAX_BYTES) {
                for (JsonNode entry : JSON.readTree(Files.readAllBytes(file)).path("approved")) {
                    String digest = entry.path("digest").asText();
                    if (DIGEST.matcher(digest).matches()) {
                        approved.put(digest, entry.path("file").asText());
                    }
                }
            }
        } catch (IOException e) {
            return new LinkedHashMap<>();
        }
        return approved;
    }

    private void refuseForeign(Path path) {
        try {
            Optional<String> why = OwnerOnly.foreign(path);
            if (why.isPresent()) {
                throw invalid("'" + path + "' " + why.get() + ".",
                        Files.isSymbolicLink(path) ? "Remove it." : "Run chmod go-w on it.");
            }
        } catch (IOException e) {
            throw invalid("'" + path + "' cannot be read.", "Check its permissions.");
        }
    }

    private static ObjectNode json(Map<String, String> approved) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode entries = root.putArray("approved");
        approved.forEach((digest, path) -> entries.addObject().put("digest", digest).put("file", path));
        return root;
    }

    private ConfigException.Invalid invalid(String message, String remedy) {
        return new ConfigException.Invalid(file.toString(),
                List.of(new ConfigProblem(file.toString(), message, remedy)));
    }
}
