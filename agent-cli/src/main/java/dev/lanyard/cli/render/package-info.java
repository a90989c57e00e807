/** How things look in a terminal; knows only the events of agent-core. */
@NullMarked
package dev.lanyard.cli.render;

import org.jspecify.annotations.NullMarked;
