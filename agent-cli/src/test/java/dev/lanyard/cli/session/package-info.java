/** Tests of the package. */
@NullMarked
package dev.lanyard.cli.session;

import org.jspecify.annotations.NullMarked;
