/** The echo server, which is reached with an API key; knows the protocol only. */
@NullMarked
package dev.lanyard.server.echo;

import org.jspecify.annotations.NullMarked;
