/** Tests of the HTTP server over real sockets. */
@NullMarked
package dev.lanyard.server.http;

import org.jspecify.annotations.NullMarked;
