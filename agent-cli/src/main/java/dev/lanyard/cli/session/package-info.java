/** What a command works with: configuration, playground, agent; knows {@code prompt} and {@code console}. */
@NullMarked
package dev.lanyard.cli.session;

import org.jspecify.annotations.NullMarked;
