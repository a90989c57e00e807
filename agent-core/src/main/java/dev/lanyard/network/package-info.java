/** Makes the HTTP clients of every part: proxies, certificate authorities, redirects. Knows no server and no secret. */
@NullMarked
package dev.lanyard.network;

import org.jspecify.annotations.NullMarked;
