/** Starts the playground in anyone's tests; knows JUnit, which is an optional dependency, and the playground. */
@NullMarked
package dev.lanyard.server.testing;

import org.jspecify.annotations.NullMarked;
