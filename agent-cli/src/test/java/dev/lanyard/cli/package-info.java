/** Tests of the program as users run it. */
@NullMarked
package dev.lanyard.cli;

import org.jspecify.annotations.NullMarked;
