/** Tests of the package over real HTTP. */
@NullMarked
package dev.lanyard.server.time;

import org.jspecify.annotations.NullMarked;
