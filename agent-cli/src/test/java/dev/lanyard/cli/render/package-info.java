/** Tests of the package. */
@NullMarked
package dev.lanyard.cli.render;

import org.jspecify.annotations.NullMarked;
