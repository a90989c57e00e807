package dev.lanyard.cli.session;

import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.render.EventLines;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.cli.render.Table;
import dev.lanyard.connection.ConnectionState;
import dev.lanyard.connection.PromptArgument;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.tools.OfferedTool;

/** Shows what there is: commands, servers, tools, prompts, resources. */
final class Overviews {
    private final Session session;
    private final Catalogue catalogue;
    private final Console console;

    Overviews(Session session, Catalogue catalogue, Console console) {
        this.session = session;
        this.catalogue = catalogue;
        this.console = console;
    }

    void help() {
        console.line("Say what you want; the assistant calls the servers' tools.");
        for (ChatCommand command : ChatCommand.values()) {
            console.line(row(command.usage(), command.meaning()));
        }
        console.line(row("/server:prompt name=value", "ask what a server proposes"));
        console.line(row("@server:uri", "give the assistant something to read, anywhere in what you say"));
        console.line("Tab completes all of these. Ctrl-C cancels what is running.");
    }

    private static String row(String left, String right) {
        return "  " + left + " ".repeat(Math.max(2, 28 - left.length())) + right;
    }

    void servers() {
        session.agent().connections().all().forEach(connection -> console.line(state(connection)));
    }

    private static String state(ServerConnection connection) {
        String name = connection.name() + " · " + connection.credential().label() + " · ";
        return switch (connection.state()) {
            case ConnectionState.Idle() -> name + "not connected yet";
            case ConnectionState.Connecting() -> name + "connecting";
            case ConnectionState.Ready ready -> name + EventLines.count(ready.tools().size(), "tool");
            case ConnectionState.Lost(var unused, AgentException failure) ->
                name + Sanitizer.clean(String.valueOf(failure.getMessage()));
            case ConnectionState.Failed(AgentException failure) when failure.code() == ErrorCode.INTERACTION_REQUIRED ->
                name + "needs sign-in: /login " + connection.name();
            case ConnectionState.Failed(AgentException failure) ->
                name + Sanitizer.clean(String.valueOf(failure.getMessage()));
        };
    }

    void tools() {
        Table table = new Table("TOOL", "SERVER", "CREDENTIAL", "DESCRIPTION");
        for (OfferedTool tool : session.agent().tools().tools()) {
            table.row(tool.shortName(), tool.server(), tool.connection().credential().label(),
                    tool.tool().description());
        }
        table.lines().forEach(console::line);
    }

    void prompts() {
        catalogue.forget();
        var prompts = catalogue.prompts();
        if (prompts.isEmpty()) {
            console.line("No server that is ready offers prompts.");
            return;
        }
        Table table = new Table("PROMPT", "ARGUMENTS", "DESCRIPTION");
        prompts.forEach(prompt -> table.row("/" + prompt.server() + ":" + prompt.name(),
                String.join(" ", prompt.arguments().stream().map(Overviews::written).toList()),
                prompt.description().isBlank() ? prompt.title() : prompt.description()));
        table.lines().forEach(console::line);
    }

    private static String written(PromptArgument argument) {
        return argument.required() ? argument.name() + "=…" : "[" + argument.name() + "=…]";
    }

    void resources() {
        catalogue.forget();
        var resources = catalogue.resources();
        var templates = catalogue.templates();
        if (resources.isEmpty() && templates.isEmpty()) {
            console.line("No server that is ready offers resources.");
            return;
        }
        Table table = new Table("RESOURCE", "NAME", "DESCRIPTION");
        resources.forEach(resource -> table.row("@" + resource.server() + ":" + resource.uri(), resource.name(),
                resource.description()));
        templates.forEach(template -> table.row("@" + template.server() + ":" + template.uriTemplate(),
                template.name(), template.description()));
        table.lines().forEach(console::line);
    }
}
