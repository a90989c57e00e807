/**
 * The servers' tools as a model may use them: named, bounded, approved, called and reported; knows {@code connection},
 * {@code credential} and {@code event}.
 */
@NullMarked
package dev.lanyard.tools;

import org.jspecify.annotations.NullMarked;
