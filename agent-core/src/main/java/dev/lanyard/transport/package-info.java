/**
 * MCP on the wire: messages, streams, challenges, limits and cancellation; knows {@code credential}, {@code event} and
 * {@code error}, and nothing of LangChain4j.
 */
@NullMarked
package dev.lanyard.transport;

import org.jspecify.annotations.NullMarked;
