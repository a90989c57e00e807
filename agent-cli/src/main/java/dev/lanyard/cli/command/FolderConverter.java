package dev.lanyard.cli.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a folder that is there, and returns where it is from the root on. */
final class FolderConverter implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
        try {
            Path folder = Path.of(text);
            if (!text.isEmpty() && Files.isDirectory(folder)) {
                return folder.toAbsolutePath().normalize();
            }
        } catch (InvalidPathException e) {
            // Neither is this one.
        }
        throw new TypeConversionException("'" + text + "' is not a folder");
    }
}
