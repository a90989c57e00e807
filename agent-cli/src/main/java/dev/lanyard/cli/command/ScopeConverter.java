package dev.lanyard.cli.command;

import dev.lanyard.cli.session.McpJsonFile;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whose {@code mcp.json} is meant. */
final class ScopeConverter implements ITypeConverter<McpJsonFile.Scope> {
    @Override
    public McpJsonFile.Scope convert(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "user" -> McpJsonFile.Scope.USER;
            case "project" -> McpJsonFile.Scope.PROJECT;
            default -> throw new TypeConversionException("'" + text + "' is not one of user, project");
        };
    }
}
