package dev.lanyard.cli.session;

import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.error.AgentException;

/** Signs in to a server, or out of it, in the middle of a chat. */
final class SignInCommand {
    private final Session session;
    private final Console console;

    SignInCommand(Session session, Console console) {
        this.session = session;
        this.console = console;
    }

    /** Does what was typed; Ctrl-C gives it up. */
    void run(ChatCommand command, String text) {
        String[] words = text.strip().split("\\s+", 3);
        if (words.length != 2) {
            console.line("Type " + command.usage() + "; the servers are: "
                    + String.join(", ", session.servers().keySet()));
            return;
        }
        console.onInterrupt(Thread.currentThread()::interrupt);
        try {
            if (command == ChatCommand.LOGIN) {
                session.login(words[1]);
            } else {
                var unused = session.connection(words[1]);
                session.agent().logout(words[1]);
                console.line("Signed out of " + words[1]);
            }
        } catch (AgentException e) {
            console.line(console.style().bad(Sanitizer.clean(String.valueOf(e.getMessage()))));
        } finally {
            console.onInterrupt(() -> {});
            // An interrupt that came too late is not for what follows.
            boolean unused = Thread.interrupted();
        }
    }
}
