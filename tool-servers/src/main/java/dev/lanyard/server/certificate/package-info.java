/** X.509 for servers on this machine: an authority made at start and the certificates it issues; knows no HTTP and no identity. */
@NullMarked
package dev.lanyard.server.certificate;

import org.jspecify.annotations.NullMarked;
