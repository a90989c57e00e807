/** The commands and their options; knows {@code session}. */
@NullMarked
package dev.lanyard.cli.command;

import org.jspecify.annotations.NullMarked;
