/** What can go wrong, said so that a person can act on it; knows no other package. */
@NullMarked
package dev.lanyard.error;

import org.jspecify.annotations.NullMarked;
