/** Feeds every parser of ours with hostile bytes: seeds and their mutations in the build, Jazzer in {@code .ci/fuzz}. */
@NullMarked
package dev.lanyard.fuzz;

import org.jspecify.annotations.NullMarked;
