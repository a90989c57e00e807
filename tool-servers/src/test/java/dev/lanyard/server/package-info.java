/** Rules that hold for the whole module. */
@NullMarked
package dev.lanyard.server;

import org.jspecify.annotations.NullMarked;
