/** The core of an authorization server: who asks, who signs in, what was agreed and which tokens come of it; knows HTTP and who calls, no tool and no provider's shape. */
@NullMarked
package dev.lanyard.server.authorization;

import org.jspecify.annotations.NullMarked;
