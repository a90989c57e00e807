package dev.lanyard.server.expenses;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Says which expenses are wanted; what is null does not matter.
 *
 * @param from the first day
 * @param to the last day
 * @param category what for
 * @param paymentMethod how paid
 * @param limit how many at most, the latest first
 */
public record Wanted(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable Category category,
        @Nullable PaymentMethod paymentMethod, int limit) {}
