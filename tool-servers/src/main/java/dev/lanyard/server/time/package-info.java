/** The time server, which anyone may call; knows the protocol only. */
@NullMarked
package dev.lanyard.server.time;

import org.jspecify.annotations.NullMarked;
