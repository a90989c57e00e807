/** What happens while an agent works, as values that a console, an application or a tracer can follow; knows only {@code error}. */
@NullMarked
package dev.lanyard.event;

import org.jspecify.annotations.NullMarked;
