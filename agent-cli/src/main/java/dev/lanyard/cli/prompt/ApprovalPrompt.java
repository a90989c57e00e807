package dev.lanyard.cli.prompt;

import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.tools.OfferedTool;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.tools.ToolChange;
import java.util.Locale;

/** Asks whether a tool may be called, showing its server, its name and its arguments. */
public final class ApprovalPrompt implements ToolApprover {
    private static final int MAX_ARGUMENTS = 2000;

    private final Console console;

    /** Asks on the given console. */
    public ApprovalPrompt(Console console) {
        this.console = console;
    }

    @Override
    public Answer askChange(OfferedTool tool, ToolChange change) {
        if (!console.interactive()) {
            return Answer.NOBODY;
        }
        return console.dialogue(() -> changeDialogue(tool, change));
    }

    private Answer changeDialogue(OfferedTool tool, ToolChange change) {
        String name = tool.server() + " · " + tool.tool().name();
        console.line(console.style().accent("? ") + "Tool " + console.style().bold(tool.server()) + " · "
                + tool.tool().name() + " " + change.words() + " since you first used the server. It says: "
                + Sanitizer.line(tool.tool().description(), MAX_ARGUMENTS));
        try {
            while (true) {
                String answer = console.ask("  Offer " + name + " to the model? [y]es, [n]o: ").orElse("n");
                switch (answer.strip().toLowerCase(Locale.ROOT)) {
                    case "y", "yes" -> {
                        return Answer.ALWAYS;
                    }
                    case "n", "no" -> {
                        return Answer.NO;
                    }
                    default -> console.line("  Type y or n.");
                }
            }
        } catch (Console.InterruptedInput e) {
            return Answer.NO;
        }
    }

    @Override
    public Answer ask(OfferedTool tool, String arguments) {
        if (!console.interactive()) {
            return Answer.NOBODY;
        }
        return console.dialogue(() -> dialogue(tool, arguments));
    }

    private Answer dialogue(OfferedTool tool, String arguments) {
        console.line(console.style().accent("? ") + "Call " + console.style().bold(tool.server()) + " · "
                + tool.tool().name()
                + " " + Sanitizer.line(arguments, MAX_ARGUMENTS)
                + (arguments.length() > MAX_ARGUMENTS ? " (of " + arguments.length() + " characters)" : ""));
        try {
            while (true) {
                String answer = console.ask("  " + tool.server() + " · " + tool.tool().name()
                        + ": [y]es once, [a]lways in this session, [n]o: ").orElse("n");
                switch (answer.strip().toLowerCase(Locale.ROOT)) {
                    case "y", "yes" -> {
                        return Answer.ONCE;
                    }
                    case "a", "always" -> {
                        return Answer.ALWAYS;
                    }
                    case "n", "no" -> {
                        return Answer.NO;
                    }
                    default -> console.line("  Type y, a or n.");
                }
            }
        } catch (Console.InterruptedInput e) {
            return Answer.NO;
        }
    }
}
