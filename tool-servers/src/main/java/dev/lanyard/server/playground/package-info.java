/** Starts everything on this machine at once and writes the files that reach it; knows every other package, and none knows it. */
@NullMarked
package dev.lanyard.server.playground;

import org.jspecify.annotations.NullMarked;
