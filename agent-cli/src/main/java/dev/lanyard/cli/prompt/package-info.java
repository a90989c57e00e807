/** Questions to the user: may this tool run, is this file trusted, what is the key; knows {@code console}. */
@NullMarked
package dev.lanyard.cli.prompt;

import org.jspecify.annotations.NullMarked;
