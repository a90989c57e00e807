/** Tests of the package over real HTTP. */
@NullMarked
package dev.lanyard.server.echo;

import org.jspecify.annotations.NullMarked;
