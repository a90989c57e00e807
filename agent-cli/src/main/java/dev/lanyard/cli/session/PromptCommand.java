package dev.lanyard.cli.session;

import dev.lanyard.Agent;
import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.connection.Prompt;
import dev.lanyard.connection.PromptArgument;
import dev.lanyard.connection.PromptMessage;
import dev.lanyard.connection.PromptResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills a server's prompt, {@code /server:prompt name=value …}, and makes the user's next words of it (MCP 2025-11-25,
 * Prompts). What the server made of it is shown before the model gets it.
 */
final class PromptCommand {
    private static final Pattern NAME = Pattern.compile("/([A-Za-z0-9_-]{1,64}):(\\S+)");
    private static final int MAX_CHARACTERS = 32_000;
    private static final int SHOWN_LINES = 20;

    private final Agent agent;
    private final Console console;

    PromptCommand(Agent agent, Console console) {
        this.agent = agent;
        this.console = console;
    }

    /** Says whether a line calls for a prompt. */
    static boolean isMeant(String line) {
        return NAME.matcher(line).lookingAt();
    }

    /**
     * Returns what to say to the model, empty after telling the user why there is nothing.
     *
     * @throws dev.lanyard.error.AgentException if the server does not give the prompt
     */
    Optional<String> said(String line) {
        List<String> words = SlashWords.of(line);
        Matcher name = NAME.matcher(words.getFirst());
        if (!name.matches() || agent.connections().find(name.group(1)).isEmpty()) {
            return refused("There is no prompt '" + words.getFirst() + "'; /prompts lists them.");
        }
        String server = name.group(1);
        Optional<Prompt> prompt = agent.prompts(server)
                .stream()
                .filter(one -> one.name().equals(name.group(2)))
                .findFirst();
        if (prompt.isEmpty()) {
            return refused("Server '" + server + "' has no prompt '" + name.group(2) + "'; /prompts lists them.");
        }
        return arguments(prompt.get(), words.subList(1, words.size()))
                .flatMap(arguments -> told(server, agent.prompt(server, prompt.get().name(), arguments)));
    }

    private Optional<Map<String, String>> arguments(Prompt prompt, List<String> pairs) {
        Map<String, String> arguments = new LinkedHashMap<>();
        List<String> known = prompt.arguments().stream().map(PromptArgument::name).toList();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1 || !known.contains(pair.substring(0, equals))) {
                var unused = refused(known.isEmpty()
                        ? "This prompt takes no arguments."
                        : "Write arguments as name=value; this prompt takes: " + String.join(", ", known) + ".");
                return Optional.empty();
            }
            arguments.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        List<PromptArgument> missing = prompt.arguments()
                .stream()
                .filter(argument -> argument.required() && !arguments.containsKey(argument.name()))
                .toList();
        return console.dialogue(() -> asked(missing, arguments));
    }

    private Optional<Map<String, String>> asked(List<PromptArgument> missing, Map<String, String> arguments) {
        for (PromptArgument argument : missing) {
            if (!console.interactive()) {
                var unused = refused("This prompt needs " + argument.name() + "=…");
                return Optional.empty();
            }
            String hint = Sanitizer.line(argument.description(), 200);
            try {
                String typed = console.ask("  " + Sanitizer.line(argument.name(), 60)
                        + (hint.isEmpty() ? "" : " (" + hint + ")") + ": ").orElse("").strip();
                if (typed.isEmpty()) {
                    var unused = refused("Nothing was sent.");
                    return Optional.empty();
                }
                arguments.put(argument.name(), typed);
            } catch (Console.InterruptedInput e) {
                var unused = refused("Nothing was sent.");
                return Optional.empty();
            }
        }
        return Optional.of(arguments);
    }

    private Optional<String> told(String server, PromptResult result) {
        StringBuilder said = new StringBuilder();
        for (PromptMessage message : result.messages()) {
            if (!said.isEmpty()) {
                said.append("\n\n");
            }
            // What the server puts into the assistant's mouth stays recognisable as such: it was never said.
            said.append(message.role().equals("assistant") ? "(Example of an answer) " : "")
                    .append(Sanitizer.clean(message.text()));
        }
        String text = said.length() <= MAX_CHARACTERS
                ? said.toString()
                : said.substring(0, MAX_CHARACTERS) + "\n[cut: " + (said.length() - MAX_CHARACTERS)
                        + " more characters]";
        if (text.isBlank()) {
            return refused("The prompt is empty; nothing was sent.");
        }
        List<String> lines = text.lines().toList();
        console.line(console.style().dim("In the words of server '" + server + "':"));
        lines.stream()
                .limit(SHOWN_LINES)
                .forEach(line -> console.line(console.style().dim("  │ " + Sanitizer.line(line, 200))));
        if (lines.size() > SHOWN_LINES) {
            console.line(console.style().dim("  │ … and " + (lines.size() - SHOWN_LINES) + " more lines"));
        }
        return Optional.of(text);
    }

    private Optional<String> refused(String why) {
        console.line(Sanitizer.clean(why));
        return Optional.empty();
    }
}
