package dev.lanyard.cli.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.connection.Elicitation;
import dev.lanyard.connection.ElicitationAnswer;
import dev.lanyard.connection.Elicitor;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the user what a server asks (MCP 2025-11-25, Elicitation): always said to be the server's question, and nothing is sent
 * that the user has not seen. Saying no and saying nothing are two answers; Ctrl-C says nothing.
 */
public final class ConsoleElicitor implements Elicitor {
    private static final int MAX_MESSAGE = 1000;

    private final Console console;
    private final Browser browser;

    /** Asks on the given console, and opens pages in the given browser. */
    public ConsoleElicitor(Console console, Browser browser) {
        this.console = console;
        this.browser = browser;
    }

    @Override
    public ElicitationAnswer ask(Elicitation elicitation) {
        if (!console.interactive()) {
            return new ElicitationAnswer.Dismissed();
        }
        return console.dialogue(() -> {
            try {
                introduce(elicitation);
                return switch (elicitation) {
                    case Elicitation.Form form -> form(form);
                    case Elicitation.Url url -> url(url);
                };
            } catch (Console.InterruptedInput e) {
                return new ElicitationAnswer.Dismissed();
            } catch (FormLeft e) {
                return e.answer();
            }
        });
    }

    @Override
    public void completed(Elicitation.Url url) {
        console.line("Server " + console.style().bold(url.server()) + " says that what you went to "
                + Sanitizer.line(url.url().getHost(), 255) + " for is done.");
    }

    private void introduce(Elicitation elicitation) {
        console.line(console.style().accent("? ") + "Server " + console.style().bold(elicitation.server())
                + " asks, in its own words:");
        Sanitizer.clean(elicitation.message())
                .lines()
                .map(line -> Sanitizer.line(line, MAX_MESSAGE))
                .limit(20)
                .forEach(line -> console.line("  │ " + line));
    }

    private ElicitationAnswer form(Elicitation.Form form) {
        Map<Elicitation.Field, FieldQuestion> questions = new LinkedHashMap<>();
        for (Elicitation.Field field : form.fields()) {
            Optional<FieldKind> kind = FieldKind.of(field.schema());
            if (kind.isPresent()) {
                questions.put(field, new FieldQuestion(console, field, kind.get()));
            } else if (field.required()) {
                console.line(
                        "  It wants '" + FieldQuestion.label(field) + "', of a kind that cannot be asked for here.");
                return new ElicitationAnswer.Dismissed();
            }
        }
        console.line("  " + console.style()
                .dim("/decline refuses, /cancel or Ctrl-C leaves it open. Never type a password or key."));
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        while (true) {
            questions.forEach((field, question) -> {
                JsonNode before = content.has(field.name()) ? content.path(field.name()) : field.initial();
                question.ask(before).ifPresent(value -> content.set(field.name(), value));
            });
            questions.forEach((field, question) -> {
                if (content.has(field.name())) {
                    console.line("  " + FieldQuestion.label(field) + " = " + question.said(content.path(field.name())));
                }
            });
            switch (decision("  Send this to " + form.server() + "? [y]es, [e]dit, [n]o: ", !questions.isEmpty())) {
                case YES -> {
                    return new ElicitationAnswer.Accepted(content);
                }
                case NO -> {
                    return new ElicitationAnswer.Declined();
                }
                case EDIT -> console.line("  Once more; Enter keeps what you typed.");
            }
        }
    }

    private ElicitationAnswer url(Elicitation.Url url) {
        URI page = url.url();
        if (!Browser.mayOpen(page)) {
            console.line("  It wants you to open an address that is not https; it is not opened.");
            return new ElicitationAnswer.Declined();
        }
        console.line("  It wants you to go to " + console.style().bold(Sanitizer.line(page.getHost(), 255)) + ":");
        console.line("  " + Sanitizer.clean(page.toASCIIString()));
        console.line("  " + console.style()
                .dim("What you do there is between you and that host; the server above hears only that you agreed."));
        if (decision("  Open it in your browser? [y]es, [n]o: ", false) == Decision.NO) {
            return new ElicitationAnswer.Declined();
        }
        if (!browser.open(page)) {
            console.line("  There is no browser to open it with here. Open the address yourself.");
        }
        return new ElicitationAnswer.Accepted(JsonNodeFactory.instance.objectNode());
    }

    private enum Decision {
        YES, NO, EDIT
    }

    private Decision decision(String question, boolean mayEdit) {
        while (true) {
            String typed = console.ask(question).orElseThrow(FormLeft::dismissed).strip().toLowerCase(Locale.ROOT);
            switch (typed) {
                case "y", "yes" -> {
                    return Decision.YES;
                }
                case "n", "no", "/decline" -> {
                    return Decision.NO;
                }
                case "/cancel" -> throw FormLeft.dismissed();
                case "e", "edit" -> {
                    if (mayEdit) {
                        return Decision.EDIT;
                    }
                    console.line("  Type y or n.");
                }
                default -> console.line(mayEdit ? "  Type y, e or n." : "  Type y or n.");
            }
        }
    }
}
