package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Is how a server introduced itself (MCP 2025-11-25, Lifecycle). Every text is the server's own and not to be trusted.
 *
 * @param name the program's name, empty if it gave none
 * @param version the program's version, empty if it gave none
 * @param revision the protocol revision agreed on, such as {@code 2025-11-25}
 * @param instructions how the server wants its tools used, empty if it said nothing
 * @param capabilities what the server can do, as it sent it
 */
public record ServerInfo(String name, String version, String revision, String instructions, JsonNode capabilities) {
    /** Says whether the server announced that it tells of changes to its lists or resources. */
    boolean tellsChanges() {
        return capabilities.findValues("listChanged").stream().anyMatch(JsonNode::asBoolean)
                || capabilities.at("/resources/subscribe").asBoolean(false);
    }
}
