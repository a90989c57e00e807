/** The local identity provider, shaped like Entra: it knows apps and resources, and nothing of the tool servers that trust it. */
@NullMarked
package dev.lanyard.server.identity;

import org.jspecify.annotations.NullMarked;
