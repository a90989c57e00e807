package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lanyard.server.http.StrictJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** Tools that do what servers' tools must never do, and a well-behaved one. */
final class TestTools {
    static final String ANY = "{\"type\":\"object\"}";
    final CountDownLatch started = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);

    List<Tool> all() {
        return List.of(
                tool("say",
                        """
                        {"type":"object","properties":{"text":{"type":"string"},"times":{"type":"integer","minimum":1}},
                         "required":["text"],"additionalProperties":false}""",
                        call -> ToolResult
                                .of(StrictJson.object().put("said", call.arguments().path("text").textValue()))),
                tool("wait", ANY, this::await), tool("crash", ANY, call -> {
                    throw new IllegalStateException("canary-91c");
                }), tool("lie", ANY, call -> ToolResult.of(StrictJson.object().put("said", 1))),
                tool("count", ANY, call -> {
                    for (double progress : new double[]{1, 2, 2, 1, 3}) {
                        call.progress(progress, 3, "step");
                    }
                    return ToolResult.of(StrictJson.object().put("said", "counted"));
                }));
    }

    /** Returns a tool that reports progress until it is cancelled. */
    Tool endless() {
        return tool("endless", ANY, call -> {
            for (int step = 0; !call.cancelled(); step++) {
                call.progress(step, 0, "step");
            }
            interrupted.countDown();
            throw new InterruptedException();
        });
    }

    /** Returns these tools and some that ask, chat, and have arguments that headers repeat. */
    static List<Tool> asking(List<Tool> tools, Tool... more) {
        List<Tool> all = new ArrayList<>(tools);
        all.addAll(List.of(more));
        all.add(Tool.interactive("pay", "pay", "Pays once it is agreed.",
                "{\"type\":\"object\",\"properties\":{\"to\":{\"type\":\"string\"}},\"required\":[\"to\"]}",
                ToolAnnotations.PURE, TestTools::pay));
        all.add(Tool.pure("list", "list", "Answers with a list.", ANY,
                "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}",
                call -> ToolResult.of(JsonNodeFactory.instance.arrayNode().add(1).add(2))));
        all.add(Tool.interactive("chat", "chat", "Logs.", ANY, ToolAnnotations.PURE, InteractiveToolHandler.of(call -> {
            call.log(LogLevel.INFO, "hello");
            return ToolResult.of(Content.text("said"));
        })));
        all.add(Tool.interactive("route", "route", "Has arguments that headers repeat.",
                """
                {"type":"object","properties":{"region":{"type":["string","null"],"x-mcp-header":"Region"},
                 "size":{"type":"integer","x-mcp-header":"Size"}}}""",
                ToolAnnotations.PURE, InteractiveToolHandler.of(call -> ToolResult.of(Content.text("routed")))));
        return all;
    }

    private static Outcome<ToolResult> pay(ToolCall call) {
        Ask<Elicited> sure = Ask.Form.of("sure", "Pay " + call.arguments().path("to").asText() + "?",
                "{\"type\":\"object\",\"properties\":{\"ok\":{\"type\":\"boolean\"}},\"required\":[\"ok\"]}");
        return call.answer(sure)
                .filter(answer -> call.state().equals("asked"))
                .map(answer -> Outcome.done(ToolResult
                        .of(Content.text(answer.actionName() + ": " + call.arguments().path("to").asText()))))
                .orElseGet(() -> Outcome.needs("asked", sure));
    }

    /** Returns a tool that has its user go to an address. */
    static Tool visiting() {
        return Tool.interactive("visit", "visit", "Has its user connect files.", ANY, ToolAnnotations.PURE, call -> {
            String id = call.state().isEmpty() ? UUID.randomUUID().toString() : call.state();
            Ask.Url connect = new Ask.Url("connect", id, "Connect your files.",
                    URI.create("https://files.example/connect?of=" + id));
            Optional<Elicited> answer = call.answer(connect);
            if (answer.isEmpty() || call.state().isEmpty()) {
                return Outcome.needs(id, connect);
            }
            if (answer.get().action() == Elicited.Action.ACCEPT) {
                call.completed(connect);
            }
            return Outcome.done(ToolResult.of(Content.text(answer.get().actionName())));
        });
    }

    private ToolResult await(ToolCall call) throws InterruptedException {
        started.countDown();
        try {
            release.await();
        } catch (InterruptedException cancelled) {
            interrupted.countDown();
            throw cancelled;
        }
        return ToolResult.of(StrictJson.object().put("said", "waited"));
    }

    private static Tool tool(String name, String input, ToolHandler handler) {
        return Tool.pure(name, name, "A tool for tests.", input,
                "{\"type\":\"object\",\"properties\":{\"said\":{\"type\":\"string\"}},\"required\":[\"said\"]}",
                handler);
    }
}
