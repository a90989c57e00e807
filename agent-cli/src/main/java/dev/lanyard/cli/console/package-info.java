/** The one writer to the screen and the one reader of keys; the only package that knows JLine; knows {@code render}. */
@NullMarked
package dev.lanyard.cli.console;

import org.jspecify.annotations.NullMarked;
