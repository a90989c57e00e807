/** Speaks MCP over Streamable HTTP for any set of tools; the only package that knows JSON Schema validation, and it knows no tool and no credential. */
@NullMarked
package dev.lanyard.server.protocol;

import org.jspecify.annotations.NullMarked;
