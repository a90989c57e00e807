/** Tests of the protocol over real HTTP, and the small client that they and the servers' tests share. */
@NullMarked
package dev.lanyard.server.protocol;

import org.jspecify.annotations.NullMarked;
