package dev.lanyard.network;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads how long a server wants to be left alone (RFC 9110, section 10.2.3): a number of seconds, or a date in one of the
 * three forms of section 5.6.7. A date is taken relative to the {@code Date} of the same answer, so that the clocks of the
 * two machines need not agree.
 */
public final class RetryAfter {
    private static final int MAX_DIGITS = 9;
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-uu HH:mm:ss 'GMT'", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH));

    private RetryAfter() {}

    /**
     * Returns the wait, never negative; empty if the value is unreadable or a date has nothing to be compared with.
     *
     * @param value the header's value
     * @param answered the answer's {@code Date}, or empty text if it has none
     */
    public static Optional<Duration> read(String value, String answered) {
        String text = value.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Duration.ofSeconds(
                    text.length() > MAX_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(text)));
        }
        return date(text).flatMap(then -> date(answered.strip()).map(now -> Duration.between(now, then)))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    private static Optional<LocalDateTime> date(String text) {
        for (DateTimeFormatter format : DATES) {
            try {
                return Optional.of(LocalDateTime.parse(text, format));
            } catch (DateTimeException e) {
                // Perhaps it is of the next form.
            }
        }
        return Optional.empty();
    }
}
