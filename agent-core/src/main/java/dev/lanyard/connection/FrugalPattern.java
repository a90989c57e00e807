package dev.lanyard.connection;

import com.networknt.schema.regex.RegularExpression;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Matches a server's regular expression within a budget of steps that all patterns of one check share, so that none can take
 * exponential time.
 */
final class FrugalPattern implements RegularExpression {
    private static final long BUDGET = 20_000_000;
    private static final ThreadLocal<AtomicLong> LEFT = ThreadLocal.withInitial(() -> new AtomicLong(BUDGET));

    private final Pattern pattern;

    FrugalPattern(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** Begins a check on this thread with a whole budget. */
    static void replenish() {
        LEFT.get().set(BUDGET);
    }

    @Override
    public boolean matches(String value) {
        return pattern.matcher(new Watched(value, LEFT.get())).find();
    }

    /** A text that counts how often it is looked at. */
    private record Watched(CharSequence text, AtomicLong left) implements CharSequence {
        @Override
        public char charAt(int index) {
            long rest = left.get() - 1;
            left.set(rest);
            if (rest < 0) {
                throw new Spent();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Watched(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    /** Says that the budget is spent. */
    private static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent() {
            super("the patterns take too long", null, false, false);
        }
    }
}
