/**
 * The agent: brings each MCP server the credential that it asks for, and wires all of them into one assistant.
 *
 * <p>{@link dev.lanyard.Agent} is where to start.
 */
@NullMarked
package dev.lanyard;

import org.jspecify.annotations.NullMarked;
