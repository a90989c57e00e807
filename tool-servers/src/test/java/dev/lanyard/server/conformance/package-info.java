/** The server that the official conformance suite of MCP is run against; it knows the public protocol types only. */
@NullMarked
package dev.lanyard.server.conformance;

import org.jspecify.annotations.NullMarked;
