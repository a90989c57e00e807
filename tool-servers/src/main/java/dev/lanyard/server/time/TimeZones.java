package dev.lanyard.server.time;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The time zones of the IANA database, by name. */
final class TimeZones {
    private TimeZones() {}

    /** Returns the zone of a name such as {@code Europe/Berlin}, or nothing if there is none. */
    static Optional<ZoneId> find(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) ? Optional.of(ZoneId.of(name)) : Optional.empty();
    }

    /** Returns a sentence that says what is wrong with a name and, if one is close, which was meant. */
    static String unknown(String name) {
        String wanted = name.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
        List<String> close = new TreeSet<>(ZoneId.getAvailableZoneIds()).stream().filter(id -> {
            String candidate = id.toLowerCase(Locale.ROOT);
            return candidate.equals(wanted) || candidate.endsWith("/" + wanted);
        }).limit(3).toList();
        String hint = close.isEmpty()
                ? "Use a name of the IANA database, such as 'Europe/Berlin' or 'UTC'."
                : "Did you mean '" + String.join("' or '", close) + "'?";
        return "Unknown time zone '" + name + "'. " + hint;
    }
}
