package dev.lanyard.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.connection.ToolPin;
import dev.lanyard.file.AtomicFile;
import dev.lanyard.file.OwnerOnly;
import dev.lanyard.tools.ToolPinStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps tool pins in {@code tools.json} of the user's state folder, readable by its owner alone and replaced in one step:
 * {@code {"servers":[{"user":"","server":"echo","address":"https://…","tools":{"say":{"DESCRIPTION":"…"}}}]}}. A file that is
 * not the user's alone or cannot be understood counts as empty and is said so once. Two terminals that write at the same
 * moment may lose one approval, which then is asked for again.
 */
final class ToolPinFile implements ToolPinStore {
    private static final Logger LOG = LoggerFactory.getLogger(ToolPinFile.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BYTES = 8 << 20;

    private final Path folder;
    private final Path file;
    private final Map<Key, Map<String, ToolPin>> kept = new LinkedHashMap<>();
    private boolean warned;

    ToolPinFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("tools.json");
    }

    @Override
    public synchronized Optional<Map<String, ToolPin>> find(Key key) {
        Map<String, ToolPin> own = kept.get(key);
        return own != null ? Optional.of(own) : Optional.ofNullable(read().get(key));
    }

    @Override
    public synchronized void keep(Key key, Map<String, ToolPin> pins) {
        kept.put(key, Map.copyOf(pins));
        Map<Key, Map<String, ToolPin>> all = read();
        all.putAll(kept);
        try {
            write(all);
        } catch (IOException e) {
            warn("cannot be written");
        }
    }

    private void write(Map<Key, Map<String, ToolPin>> all) throws IOException {
        OwnerOnly.makeFolder(folder);
        AtomicFile.write(file, JSON.writeValueAsBytes(json(all)));
    }

    private Map<Key, Map<String, ToolPin>> read() {
        Map<Key, Map<String, ToolPin>> all = new LinkedHashMap<>();
        try {
            if (OwnerOnly.foreign(file).isPresent()) {
                warn("is a link, or others may write to it");
                return all;
            }
            Optional<byte[]> content = AtomicFile.read(file, MAX_BYTES);
            if (content.isEmpty()) {
                return all;
            }
            for (JsonNode server : JSON.readTree(content.get()).path("servers")) {
                Map<String, ToolPin> pins = new LinkedHashMap<>();
                server.path("tools").properties().forEach(tool -> pins.put(tool.getKey(), pin(tool.getValue())));
                all.put(new Key(server.path("user").asText(""), server.path("server").asText(""),
                        server.path("address").asText("")), pins);
            }
        } catch (IOException e) {
            warn("cannot be understood");
        }
        return all;
    }

    private static ToolPin pin(JsonNode digests) {
        Map<ToolPin.Part, String> parts = new EnumMap<>(ToolPin.Part.class);
        for (ToolPin.Part part : ToolPin.Part.values()) {
            parts.put(part, digests.path(part.name()).asText(""));
        }
        return new ToolPin(parts);
    }

    private static ObjectNode json(Map<Key, Map<String, ToolPin>> all) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode servers = root.putArray("servers");
        all.forEach((key, pins) -> {
            ObjectNode tools = servers.addObject()
                    .put("user", key.user())
                    .put("server", key.server())
                    .put("address", key.address())
                    .putObject("tools");
            pins.forEach((tool, pin) -> {
                ObjectNode digests = tools.putObject(tool);
                pin.digests().forEach((part, digest) -> digests.put(part.name(), digest));
            });
        });
        return root;
    }

    private void warn(String what) {
        if (!warned) {
            warned = true;
            LOG.warn("'{}' {}; what tools you approved is remembered for this session only", file, what);
        }
    }
}
