/** The program {@code lanyard}: its start and its end; knows every package of this module. */
@NullMarked
package dev.lanyard.cli;

import org.jspecify.annotations.NullMarked;
