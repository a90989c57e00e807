/** Tests of the package. */
@NullMarked
package dev.lanyard.cli.console;

import org.jspecify.annotations.NullMarked;
