/** Serves HTTP on loopback with limits, safe errors and checks of Host and Origin; the only package that knows Jetty, and it knows no other. */
@NullMarked
package dev.lanyard.server.http;

import org.jspecify.annotations.NullMarked;
