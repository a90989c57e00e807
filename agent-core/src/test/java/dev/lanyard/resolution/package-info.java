/** Tests of the choice of a credential, and of the flows at the local identity provider. */
@NullMarked
package dev.lanyard.resolution;

import org.jspecify.annotations.NullMarked;
