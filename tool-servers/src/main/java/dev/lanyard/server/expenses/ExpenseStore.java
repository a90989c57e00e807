package dev.lanyard.server.expenses;

import java.util.List;

/**
 * Keeps expenses by user. Implementations let nobody see another's rows and are safe for use by several threads; all methods
 * may block.
 */
public interface ExpenseStore {
    /** Adds an expense to a user's. */
    void add(String subject, Expense expense);

    /** Returns those of a user's expenses that are wanted, the latest first. */
    List<Expense> find(String subject, Wanted wanted);

    /** Returns how many of a user's expenses are wanted and what they come to, whatever the limit. */
    Total total(String subject, Wanted wanted);

    /** Takes everything back to what it was at first. */
    void reset();
}
