/** Feeds the parsers of the servers with hostile bytes: seeds and their mutations in the build, Jazzer in {@code .ci/fuzz}. */
@NullMarked
package dev.lanyard.server.fuzz;

import org.jspecify.annotations.NullMarked;
