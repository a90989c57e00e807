package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request whose parameters have been checked, ready to run as often as its handler asks for more. */
@FunctionalInterface
interface Work {
    /**
     * Runs one round and returns the result in the shape that both eras share.
     *
     * @throws InterruptedException if the caller cancelled
     */
    Outcome<ObjectNode> run(ToolCall call) throws InterruptedException;
}
