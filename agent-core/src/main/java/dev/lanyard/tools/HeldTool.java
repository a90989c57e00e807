package dev.lanyard.tools;

/** Is a tool that the model does not see, and nobody can call, until the user approves it. */
public record HeldTool(OfferedTool tool, ToolChange change) {}
