package dev.lanyard.cli.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Edits hostile files: a server that was added is there, one that was removed is gone. */
public final class McpJsonEditorFuzz {
    private static final ObjectNode ENTRY = JsonNodeFactory.instance.objectNode()
            .put("url", "https://added.example/mcp");

    private McpJsonEditorFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            McpJsonEditor editor = new McpJsonEditor(text);
            if (editor.find("added").isPresent()) {
                require(new McpJsonEditor(editor.removed("added")).find("added").isEmpty(), "still there", text);
                return;
            }
            String edited = editor.added("added", ENTRY);
            require(new McpJsonEditor(edited).find("added").filter(ENTRY::equals).isPresent(), "not there", edited);
            require(new McpJsonEditor(new McpJsonEditor(edited).removed("added")).find("added").isEmpty(), "stays",
                    edited);
        } catch (McpJsonEditor.NotEditable e) {
            return; // The file is left alone, and the user told why.
        }
    }

    private static void require(boolean kept, String what, String text) {
        if (!kept) {
            throw new AssertionError(what + ": " + text);
        }
    }
}
