/** A stand-in for Tavily's MCP server: the same tool names over a few bundled pages; knows nothing of who may call it. */
@NullMarked
package dev.lanyard.server.search;

import org.jspecify.annotations.NullMarked;
