/**
 * Chooses, for each server, the provider that its configuration asks for; knows {@code config}, {@code credential} and
 * {@code msal}.
 */
@NullMarked
package dev.lanyard.resolution;

import org.jspecify.annotations.NullMarked;
