/** Small programs that embed the library; each is run by a test against the playground. */
@NullMarked
package dev.lanyard.samples;

import org.jspecify.annotations.NullMarked;
