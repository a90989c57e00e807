package dev.lanyard.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.cli.session.McpJsonFile;
import dev.lanyard.cli.session.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a server into an {@code mcp.json}; the rest of the file stays as it is. */
@Command(name = "add", description = "Adds a server to an mcp.json; comments and layout of the file stay.", footer = {
        "",
        "Examples:", "  lanyard mcp add tavily",
        "  lanyard mcp add tickets https://tickets.example.com/mcp --header 'x-api-key: ${env:TICKETS_KEY}'"})
final class McpAddCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final GlobalOptions global;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "NAME", description = "What to call the server.")
    private String name = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "URL", description = "Its address; known for 'tavily'.")
    private @Nullable String url;

    @Option(names = "--header", paramLabel = "'NAME: VALUE'", description = "What every request carries; write secrets as ${env:NAME}.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--auth", paramLabel = "TYPE|JSON", description = "How the credential is obtained: a type that needs nothing else, or the whole of 'auth'.")
    private @Nullable String auth;

    @Option(names = "--scope", paramLabel = "user|project", converter = ScopeConverter.class, description = "Whose mcp.json; the one that counts here unless given.")
    private McpJsonFile.Scope scope = McpJsonFile.Scope.ANY;

    McpAddCommand(Surroundings surroundings, GlobalOptions global) {
        this.surroundings = surroundings;
        this.global = global;
    }

    @Override
    public Integer call() {
        ObjectNode entry = JsonNodeFactory.instance.objectNode().put("type", "http");
        boolean tavily = name.equals("tavily") && url == null;
        if (url == null && !tavily) {
            throw wrong("say at which address '" + name + "' is");
        }
        entry.put("url", tavily ? "https://mcp.tavily.com/mcp/" : url);
        if (tavily && headers.isEmpty() && auth == null) {
            headers = List.of("Authorization: Bearer ${env:TAVILY_API_KEY}");
        }
        if (!headers.isEmpty()) {
            addHeaders(entry.putObject("headers"));
        }
        if (auth != null) {
            entry.set("auth", auth(auth));
        }
        McpJsonFile file = McpJsonFile.of(surroundings, global.options(), scope);
        file.add(name, entry);
        surroundings.out().println("Added '" + name + "' to " + Sanitizer.line(file.path().toString(), 300));
        if (file.isHidden()) {
            surroundings.err().println("lanyard: it does not count in this folder, which has an mcp.json of its own");
        }
        return ExitCode.DONE;
    }

    private void addHeaders(ObjectNode target) {
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw wrong("--header is written as 'NAME: VALUE'");
            }
            String value = header.substring(colon + 1).strip();
            if (!value.contains("${")) {
                surroundings.err()
                        .println("lanyard: the value of header '" + Sanitizer.line(header.substring(0, colon), 60)
                                + "' is written as it stands; if it is secret, take it out and write ${env:NAME}");
            }
            target.put(header.substring(0, colon).strip(), value);
        }
    }

    private ObjectNode auth(String text) {
        if (!text.strip().startsWith("{")) {
            return JsonNodeFactory.instance.objectNode().put("type", text);
        }
        try {
            if (new ObjectMapper().readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw wrong("--auth is not readable JSON");
        }
        throw wrong("--auth is not a JSON object");
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
