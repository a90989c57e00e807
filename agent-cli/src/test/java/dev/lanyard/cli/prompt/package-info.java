/** Tests of the package. */
@NullMarked
package dev.lanyard.cli.prompt;

import org.jspecify.annotations.NullMarked;
