/** Runs each sample against the playground. */
@NullMarked
package dev.lanyard.samples;

import org.jspecify.annotations.NullMarked;
