package dev.lanyard.cli.session;

import dev.lanyard.Agent;
import dev.lanyard.cli.console.Suggester;
import dev.lanyard.cli.console.Suggestion;
import dev.lanyard.connection.CompletionRef;
import dev.lanyard.connection.Prompt;
import dev.lanyard.connection.ResourceTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Completes commands, servers' prompts with their arguments, mentions of resources, and names of tools. Values of arguments and
 * of templates' parts are the server's to complete (MCP 2025-11-25, Completion).
 */
final class ChatSuggester implements Suggester {
    private final Agent agent;
    private final Catalogue catalogue;

    ChatSuggester(Agent agent, Catalogue catalogue) {
        this.agent = agent;
        this.catalogue = catalogue;
    }

    @Override
    public List<Suggestion> suggest(String before, String word) {
        if (before.isBlank() && word.startsWith("/")) {
            return commands();
        }
        if (word.startsWith("@")) {
            return mentions(word);
        }
        List<String> words = SlashWords.of(before);
        if (!words.isEmpty() && PromptCommand.isMeant(words.getFirst())) {
            return arguments(words, word);
        }
        return agent.tools().tools().stream().map(tool -> new Suggestion(tool.shortName(), "", true)).toList();
    }

    private List<Suggestion> commands() {
        List<Suggestion> suggestions = new ArrayList<>();
        for (ChatCommand command : ChatCommand.values()) {
            suggestions.add(new Suggestion(command.word(), command.meaning(), true));
        }
        catalogue.prompts()
                .forEach(prompt -> suggestions.add(new Suggestion("/" + prompt.server() + ":" + prompt.name(),
                        prompt.description().isBlank() ? prompt.title() : prompt.description(), true)));
        return suggestions;
    }

    private List<Suggestion> arguments(List<String> words, String word) {
        Optional<Prompt> prompt = catalogue.prompts()
                .stream()
                .filter(one -> words.getFirst().equals("/" + one.server() + ":" + one.name()))
                .findFirst();
        if (prompt.isEmpty()) {
            return List.of();
        }
        Map<String, String> known = new LinkedHashMap<>();
        for (String pair : words.subList(1, words.size())) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                known.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        int equals = word.indexOf('=');
        if (equals < 0) {
            return prompt.get()
                    .arguments()
                    .stream()
                    .filter(argument -> !known.containsKey(argument.name()))
                    .map(argument -> new Suggestion(argument.name() + "=", argument.description(), false))
                    .toList();
        }
        String name = word.substring(0, equals);
        return values(prompt.get().server(), new CompletionRef.OfPrompt(prompt.get().name()), name,
                word.substring(equals + 1), known)
                .stream()
                .map(value -> new Suggestion(name + "=" + value, "", true))
                .toList();
    }

    private List<Suggestion> mentions(String word) {
        List<Suggestion> suggestions = new ArrayList<>();
        catalogue.resources()
                .forEach(resource -> suggestions
                        .add(new Suggestion("@" + resource.server() + ":" + resource.uri(),
                                resource.description().isBlank() ? resource.name() : resource.description(), true)));
        for (ResourceTemplate template : catalogue.templates()) {
            suggestions.addAll(parts(template, word));
        }
        return suggestions;
    }

    /** Completes a template up to its next part, and that part by asking its server. */
    private List<Suggestion> parts(ResourceTemplate template, String word) {
        String start = "@" + template.server() + ":";
        if (!word.startsWith(start)) {
            String fixed = start + UriTemplateText.fixedStart(template.uriTemplate());
            return List.of(new Suggestion(fixed, template.description(), false));
        }
        return UriTemplateText.next(template.uriTemplate(), word.substring(start.length()))
                .map(next -> switch (next) {
                    case UriTemplateText.Next.Fixed(String text) ->
                        List.of(new Suggestion(start + text, template.description(), false));
                    case UriTemplateText.Next.Part part -> values(template.server(),
                            new CompletionRef.OfTemplate(template.uriTemplate()), part.name(), part.typed(),
                            part.known())
                            .stream()
                            .map(value -> new Suggestion(start + part.before() + UriTemplateText.encoded(value), "",
                                    part.last()))
                            .toList();
                })
                .orElse(List.of());
    }

    private List<String> values(String server, CompletionRef ref, String argument, String typed,
            Map<String, String> known) {
        return catalogue.quickly(() -> agent.complete(server, ref, argument, typed, known), List.of());
    }
}
