/**
 * Tokens from any issuer by the MCP authorization specification (revisions 2025-03-26 to 2026-07-28) and its extensions; the
 * only package that knows Nimbus. Knows {@code credential} and {@code network}, no server's configuration file.
 */
@NullMarked
package dev.lanyard.oauth;

import org.jspecify.annotations.NullMarked;
