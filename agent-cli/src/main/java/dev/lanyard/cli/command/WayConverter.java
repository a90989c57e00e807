package dev.lanyard.cli.command;

import dev.lanyard.credential.UserInteraction.Way;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a way to sign in as it is written on the command line. */
final class WayConverter implements ITypeConverter<Way> {
    @Override
    public Way convert(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "browser" -> Way.BROWSER;
            case "paste" -> Way.PASTE;
            case "device" -> Way.DEVICE_CODE;
            default -> throw new TypeConversionException("'" + text + "' is not one of browser, paste, device");
        };
    }
}
