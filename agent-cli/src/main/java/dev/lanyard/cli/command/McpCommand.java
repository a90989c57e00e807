package dev.lanyard.cli.command;

import picocli.CommandLine.Command;

/** Groups what can be done with the configured servers. */
@Command(name = "mcp", description = "Shows the configured servers.", subcommands = McpListCommand.class, synopsisSubcommandLabel = "COMMAND")
final class McpCommand {}
