package dev.lanyard.cli.command;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how long something may take: a whole number of seconds, at most those of a day. */
final class SecondsConverter implements ITypeConverter<Duration> {
    private static final int MOST = 86_400;

    @Override
    public Duration convert(String text) {
        int seconds = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (seconds < 1 || seconds > MOST) {
            throw new TypeConversionException("'" + text + "' is not a whole number of seconds from 1 to " + MOST);
        }
        return Duration.ofSeconds(seconds);
    }
}
