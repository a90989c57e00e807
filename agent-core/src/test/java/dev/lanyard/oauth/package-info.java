/** Tests of sign-ins: fake MCP servers and fake authorization servers on ports of loopback; what counts is what each received. */
@NullMarked
package dev.lanyard.oauth;

import org.jspecify.annotations.NullMarked;
