/** Files that are their owner's alone, and replaced in one step. */
@NullMarked
package dev.lanyard.file;

import org.jspecify.annotations.NullMarked;
