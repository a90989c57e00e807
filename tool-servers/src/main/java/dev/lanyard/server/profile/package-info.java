/** The profile server, which acts on behalf of its user at Graph; knows the protocol and who calls, no identity provider's inside. */
@NullMarked
package dev.lanyard.server.profile;

import org.jspecify.annotations.NullMarked;
