package dev.lanyard.cli.prompt;

import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.config.InputConfig;
import dev.lanyard.credential.Secret;
import dev.lanyard.resolution.InputPrompt;
import java.util.Optional;

/** Asks for the values that a configuration leaves open; a password is not shown while it is typed. */
public final class InputQuestion implements InputPrompt {
    private final Console console;

    /** Asks on the given console. */
    public InputQuestion(Console console) {
        this.console = console;
    }

    @Override
    public Optional<Secret> ask(InputConfig input) {
        if (!console.interactive()) {
            return Optional.empty();
        }
        String question = Sanitizer.line(input.description(), 200) + ": ";
        Optional<String> answer = input.password() ? console.readHidden(question) : console.ask(question);
        return answer.map(String::strip).filter(text -> !text.isEmpty()).map(Secret::of);
    }
}
