package dev.lanyard.server.expenses;

/** How it was paid. */
public enum PaymentMethod {
    /** By American Express. */
    AMEX,
    /** By Visa. */
    VISA,
    /** In cash. */
    CASH
}
