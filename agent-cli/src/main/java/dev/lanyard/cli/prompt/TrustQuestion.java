package dev.lanyard.cli.prompt;

import dev.lanyard.cli.console.Console;
import dev.lanyard.config.TrustReport;
import java.util.Locale;

/** Shows what a project's configuration would send and run, and asks whether the user wants that. */
public final class TrustQuestion {
    private final Console console;

    /** Asks on the given console. */
    public TrustQuestion(Console console) {
        this.console = console;
    }

    /** Returns whether the user approved; false if there is nobody to ask. */
    public boolean approves(TrustReport report) {
        if (!console.interactive()) {
            return false;
        }
        console.line(console.style().bold("This folder brings its own configuration. If you approve it:"));
        report.lines().forEach(line -> console.line("  " + line));
        try {
            String answer = console.ask("Approve it, as it is now? [y/N] ").orElse("n");
            return answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (Console.InterruptedInput e) {
            return false;
        }
    }
}
