/** The reverse server, which is reached with an access token; knows the protocol only. */
@NullMarked
package dev.lanyard.server.reverse;

import org.jspecify.annotations.NullMarked;
