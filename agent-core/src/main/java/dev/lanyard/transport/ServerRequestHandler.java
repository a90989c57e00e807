package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;

/** Answers a request that the server makes of the client. Where none is registered, the server gets error -32601. */
@FunctionalInterface
public interface ServerRequestHandler {
    /** Returns the result for the given parameters. */
    JsonNode answer(JsonNode params);
}
