/**
 * The conversation with a model that may call tools: turns, memory, streaming, cancellation; knows {@code tools},
 * {@code config}, {@code credential} and {@code event}.
 */
@NullMarked
package dev.lanyard.assistant;

import org.jspecify.annotations.NullMarked;
