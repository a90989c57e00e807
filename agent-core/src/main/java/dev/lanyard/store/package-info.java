/**
 * Keeps credentials beyond the life of a process, encrypted, in files or over JDBC; knows {@code credential} and implements its
 * {@code TokenStore}. No JDBC driver is known here: the application brings the {@code DataSource}.
 */
@NullMarked
package dev.lanyard.store;

import org.jspecify.annotations.NullMarked;
