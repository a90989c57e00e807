/** Drives the library through the official MCP conformance suite's client scenarios. */
@NullMarked
package dev.lanyard.conformance;

import org.jspecify.annotations.NullMarked;
