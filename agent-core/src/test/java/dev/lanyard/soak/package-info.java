/** Measures the promises of docs/reliability.md for as long as asked and says of each whether it holds; see {@code .ci/soak}. */
@NullMarked
package dev.lanyard.soak;

import org.jspecify.annotations.NullMarked;
