/**
 * Connections to the configured servers: opened side by side, each failing by itself; knows {@code config},
 * {@code credential}, {@code event} and {@code transport}.
 */
@NullMarked
package dev.lanyard.connection;

import org.jspecify.annotations.NullMarked;
