/** Servers, clients and a load to measure side by side, each in a process of its own; the scripts in {@code .ci} run them. */
@NullMarked
package dev.lanyard.benchmarks;

import org.jspecify.annotations.NullMarked;
