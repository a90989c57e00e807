package dev.lanyard.server.expenses;

import java.math.BigDecimal;

/**
 * What several expenses come to.
 *
 * @param count how many they are
 * @param amount their sum
 */
public record Total(int count, BigDecimal amount) {}
