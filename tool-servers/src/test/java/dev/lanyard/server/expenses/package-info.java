/** Tests of the package over real HTTP. */
@NullMarked
package dev.lanyard.server.expenses;

import org.jspecify.annotations.NullMarked;
