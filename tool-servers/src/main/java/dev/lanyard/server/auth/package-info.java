/** Finds out who calls, as an OAuth resource server or by API key; knows HTTP and the protocol, but no tool. */
@NullMarked
package dev.lanyard.server.auth;

import org.jspecify.annotations.NullMarked;
