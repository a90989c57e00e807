package dev.lanyard.cli;

import dev.lanyard.server.auth.AnonymousAuthenticator;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.protocol.Ask;
import dev.lanyard.server.protocol.Content;
import dev.lanyard.server.protocol.McpEndpoint;
import dev.lanyard.server.protocol.Offerings;
import dev.lanyard.server.protocol.Outcome;
import dev.lanyard.server.protocol.Prompt;
import dev.lanyard.server.protocol.Resource;
import dev.lanyard.server.protocol.ResourceContents;
import dev.lanyard.server.protocol.ResourceTemplate;
import dev.lanyard.server.protocol.ServerInfo;
import dev.lanyard.server.protocol.Tool;
import dev.lanyard.server.protocol.ToolAnnotations;
import dev.lanyard.server.protocol.ToolCall;
import dev.lanyard.server.protocol.ToolResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server that asks the user, proposes prompts and gives things to read, some of them hostile. */
final class AskingServer {
    /** What a terminal would obey: a clipboard, a screen, a colour, a direction. */
    static final String EVIL = "\u001b]52;c;ZXZpbA==\u0007\u001b[2J\u009b31m\u202E";

    private AskingServer() {}

    static HttpServer start() throws IOException {
        Offerings offerings = Offerings.fixed()
                .tools(List.of(
                        Tool.interactive("book", "Book", "Books a trip." + EVIL, """
                                                                                 {"type":"object","properties":{}}""",
                                ToolAnnotations.PURE, AskingServer::book)))
                .prompts(List.of(new Prompt("greet", "Greet", "Greets somebody." + EVIL,
                        List.of(new Prompt.Argument("name", "Whom" + EVIL, true,
                                (caller, begun) -> Stream.of("Anastasia", "Bartholomew")
                                        .filter(name -> name.startsWith(begun))
                                        .toList())),
                        call -> Outcome.done(List.of(Prompt.Message
                                .user(Content.text("reverse " + call.argument("name") + EVIL)))))))
                .resources(List.of(new Resource("note://today", "today", "A note." + EVIL, "text/plain",
                        call -> text(call.uri(), "reverse stressed\n" + EVIL))),
                        List.of(new ResourceTemplate("note://of/{day}", "of", "A note of a day.", "text/plain",
                                Map.of("day", (caller, begun) -> List.of("friday")),
                                call -> text(call.uri(), "reverse " + call.variables().get("day")))));
        McpEndpoint endpoint = McpEndpoint
                .builder(new ServerInfo("asking", "Asking", "1.0.0"), new AnonymousAuthenticator(), offerings)
                .build();
        return HttpServer.start(HttpOptions.onPort(0), origin -> Routes.none().with("/mcp", endpoint));
    }

    private static Outcome<List<ResourceContents>> text(String uri, String text) {
        return Outcome.done(List.of(new ResourceContents.Text(uri, "text/plain", text)));
    }

    private static Outcome<ToolResult> book(ToolCall call) {
        Ask.Form form = Ask.Form.of("trip", "Where to?" + EVIL,
                """
                {"type":"object","required":["city","class"],"properties":{
                 "city":{"type":"string","title":"City","minLength":2},
                 "nights":{"type":"integer","minimum":1,"maximum":9,"default":3},
                 "class":{"type":"string","oneOf":[{"const":"1","title":"First"},{"const":"2","title":"Second"}]}}}""");
        return call.answer(form)
                .map(answer -> Outcome.done(ToolResult
                        .of(Content.text("action=" + answer.actionName() + " content=" + answer.content()))))
                .orElseGet(() -> Outcome.needs(form));
    }
}
