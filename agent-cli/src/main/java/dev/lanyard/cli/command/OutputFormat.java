package dev.lanyard.cli.command;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Says how {@code -p} answers on stdout. */
enum OutputFormat {
    /** The answer and nothing else. */
    TEXT,
    /** One JSON object. */
    JSON,
    /** One JSON object a line: each event, then the result. */
    STREAM_JSON;

    /** Reads a format as it is written on the command line. */
    static final class Converter implements ITypeConverter<OutputFormat> {
        @Override
        public OutputFormat convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "text" -> TEXT;
                case "json" -> JSON;
                case "stream-json" -> STREAM_JSON;
                default -> throw new TypeConversionException("'" + text + "' is not one of text, json, stream-json");
            };
        }
    }
}
