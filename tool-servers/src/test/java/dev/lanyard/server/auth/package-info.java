/** Tests of the package over real HTTP. */
@NullMarked
package dev.lanyard.server.auth;

import org.jspecify.annotations.NullMarked;
