/** Tests of the package over real HTTP. */
@NullMarked
package dev.lanyard.server.authorization;

import org.jspecify.annotations.NullMarked;
