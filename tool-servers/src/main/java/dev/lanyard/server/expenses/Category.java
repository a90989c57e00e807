package dev.lanyard.server.expenses;

/** What money was spent on. */
public enum Category {
    /** Meals and groceries. */
    FOOD,
    /** Trains, taxis, fuel. */
    TRANSPORT,
    /** Cinema, concerts, games. */
    ENTERTAINMENT,
    /** Clothes and household. */
    SHOPPING,
    /** Devices. */
    GADGET,
    /** Everything else. */
    OTHER
}
