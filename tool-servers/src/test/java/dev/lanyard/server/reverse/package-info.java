/** Tests of the package over real HTTP. */
@NullMarked
package dev.lanyard.server.reverse;

import org.jspecify.annotations.NullMarked;
