package dev.lanyard.cli.command;

import picocli.CommandLine.Command;

/** Groups what can be done with the configured servers. */
@Command(name = "mcp", description = "Shows and changes which servers are configured.", subcommands = {
        McpListCommand.class, McpGetCommand.class, McpAddCommand.class,
        McpRemoveCommand.class,
        McpLoginCommand.class, McpLogoutCommand.class}, synopsisSubcommandLabel = "COMMAND")
final class McpCommand {}
