package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;

/** One running call of a tool. Safe for use by several threads. */
public interface ToolCall extends Call {
    /** Returns the arguments, an object that fits the tool's input schema. */
    JsonNode arguments();
}
