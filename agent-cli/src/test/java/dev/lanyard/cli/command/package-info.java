/** Tests of the package. */
@NullMarked
package dev.lanyard.cli.command;

import org.jspecify.annotations.NullMarked;
