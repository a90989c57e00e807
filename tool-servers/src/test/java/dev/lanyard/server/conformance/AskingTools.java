package dev.lanyard.server.conformance;

import dev.lanyard.server.protocol.Ask;
import dev.lanyard.server.protocol.ClientCapability;
import dev.lanyard.server.protocol.Content;
import dev.lanyard.server.protocol.Elicited;
import dev.lanyard.server.protocol.InteractiveToolHandler;
import dev.lanyard.server.protocol.Outcome;
import dev.lanyard.server.protocol.Tool;
import dev.lanyard.server.protocol.ToolAnnotations;
import dev.lanyard.server.protocol.ToolCall;
import dev.lanyard.server.protocol.ToolResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tools that ask the client before they answer. */
final class AskingTools {
    private AskingTools() {}

    static List<Tool> all() {
        Ask<Elicited> name = Forms.name("user_name", "What is your name?");
        Ask<String> capital = new Ask.Sample("capital_question", "What is the capital of France?", 100);
        Ask<List<String>> roots = new Ask.Roots("client_roots");
        return List.of(
                tool("test_sampling", "prompt",
                        asks(call -> new Ask.Sample("prompt", argument(call, "prompt"), 100),
                                answer -> "LLM response: " + answer)),
                tool("test_elicitation", "message",
                        asks(call -> Forms.user(argument(call, "message")),
                                answer -> "User response: " + said(answer))),
                tool("test_elicitation_sep1034_defaults",
                        asks(call -> Forms.defaults(), answer -> "Elicitation completed: " + said(answer))),
                tool("test_elicitation_sep1330_enums",
                        asks(call -> Forms.choices(), answer -> "Elicitation completed: " + said(answer))),
                tool("test_streaming_elicitation", asks(call -> name, AskingTools::hello)),
                tool("test_missing_capability", asks(call -> capital, answer -> answer)),
                tool("test_input_required_result_elicitation", asks(call -> name, AskingTools::hello)),
                tool("test_input_required_result_sampling", asks(call -> capital, answer -> answer)),
                tool("test_input_required_result_list_roots",
                        asks(call -> roots, answer -> "Roots: " + String.join(", ", answer))),
                tool("test_input_required_result_request_state", AskingTools::confirm),
                tool("test_input_required_result_tampered_state", AskingTools::confirm),
                tool("test_input_required_result_multiple_inputs", AskingTools::askAll),
                tool("test_input_required_result_multi_round", AskingTools::askTwice),
                tool("test_input_required_result_capabilities", AskingTools::askWhatIsOffered));
    }

    private static <A> InteractiveToolHandler asks(Function<ToolCall, Ask<A>> question, Function<A, String> text) {
        return call -> {
            Ask<A> ask = question.apply(call);
            return call.answer(ask).map(answer -> done(text.apply(answer))).orElseGet(() -> Outcome.needs(ask));
        };
    }

    private static Outcome<ToolResult> confirm(ToolCall call) {
        Ask<Elicited> ask = Forms.confirmation("confirm");
        return call.state().equals("asked") && call.answer(ask).isPresent()
                ? done("state-ok")
                : Outcome.needs("asked", ask);
    }

    private static Outcome<ToolResult> askAll(ToolCall call) {
        Ask<Elicited> name = Forms.name("user_name", "What is your name?");
        Ask<String> greeting = new Ask.Sample("greeting", "Generate a greeting", 50);
        Ask<List<String>> roots = new Ask.Roots("client_roots");
        boolean complete = call.answer(name).isPresent() && call.answer(greeting).isPresent()
                && call.answer(roots).isPresent();
        return complete
                ? done(call.answer(greeting).orElseThrow() + " " + said(call.answer(name).orElseThrow()))
                : Outcome.needs("asked", name, greeting, roots);
    }

    private static Outcome<ToolResult> askTwice(ToolCall call) {
        Ask<Elicited> first = Forms.name("step1", "Step 1: What is your name?");
        Ask<Elicited> second = Forms.color("step2", "Step 2: What is your favorite color?");
        Optional<Elicited> name = call.answer(first);
        Optional<Elicited> color = call.answer(second);
        if (color.isPresent() && !call.state().isEmpty()) {
            return done(call.state() + " likes " + color.get().content().path("color").asText() + ".");
        }
        return name.isPresent()
                ? Outcome.needs(name.get().content().path("name").asText(), second)
                : Outcome.needs("nobody", first);
    }

    private static Outcome<ToolResult> askWhatIsOffered(ToolCall call) {
        Ask<Elicited> name = Forms.name("user_name", "What is your name?");
        Ask<String> capital = new Ask.Sample("capital_question", "What is the capital of France?", 100);
        if (call.answer(name).isPresent() || call.answer(capital).isPresent()) {
            return done("answered");
        }
        return call.clientOffers(ClientCapability.SAMPLING) ? Outcome.needs(capital) : Outcome.needs(name);
    }

    private static String hello(Elicited answer) {
        return "Hello, " + answer.content().path("name").asText("stranger") + "!";
    }

    private static String said(Elicited answer) {
        return "action=" + answer.actionName() + ", content=" + answer.content();
    }

    private static String argument(ToolCall call, String name) {
        return call.arguments().path(name).asText();
    }

    private static Outcome<ToolResult> done(String text) {
        return Outcome.done(ToolResult.of(Content.text(text)));
    }

    private static Tool tool(String name, InteractiveToolHandler handler) {
        return tool(name, ContentTools.NOTHING, handler, "Asks the client.");
    }

    private static Tool tool(String name, String argument, InteractiveToolHandler handler) {
        return tool(name, "{\"type\":\"object\",\"properties\":{\"" + argument
                + "\":{\"type\":\"string\"}},\"required\":[\"" + argument + "\"]}", handler, "Asks the client.");
    }

    private static Tool tool(String name, String input, InteractiveToolHandler handler, String description) {
        return Tool.interactive(name, name, description, input, ToolAnnotations.PURE, handler);
    }
}
