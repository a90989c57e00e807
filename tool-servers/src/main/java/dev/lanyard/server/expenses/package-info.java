/** The expenses server, which keeps the rows of each user apart; knows the protocol and a data source, not where tokens come from. */
@NullMarked
package dev.lanyard.server.expenses;

import org.jspecify.annotations.NullMarked;
