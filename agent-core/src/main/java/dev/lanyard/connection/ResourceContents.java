package dev.lanyard.connection;

import org.jspecify.annotations.Nullable;

/**
 * Is what a resource holds, or a part of it.
 *
 * @param mimeType null if the server does not say
 * @param text what it says; bytes are named in brackets, with their size
 */
public record ResourceContents(String uri, @Nullable String mimeType, String text) {}
