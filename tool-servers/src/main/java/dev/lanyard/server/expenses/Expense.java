package dev.lanyard.server.expenses;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Is one expense. Whose it is stands beside it, never in it.
 *
 * @param date when the money was spent
 * @param amount how much, above zero, with at most two digits after the point
 * @param category what for
 * @param description what for, in words
 * @param paymentMethod how it was paid
 */
public record Expense(LocalDate date, BigDecimal amount, Category category, String description,
        PaymentMethod paymentMethod) {
    /** Checks the amount and gives it two digits after the point. */
    public Expense {
        if (amount.signum() <= 0 || amount.stripTrailingZeros().scale() > 2) {
            throw new IllegalArgumentException("An amount is above zero and has at most two digits after the point.");
        }
        amount = amount.setScale(2);
    }
}
