/** Tests of the package over real HTTP. */
@NullMarked
package dev.lanyard.server.profile;

import org.jspecify.annotations.NullMarked;
