package dev.lanyard.server.conformance;

import dev.lanyard.server.protocol.Ask;
import dev.lanyard.server.protocol.Content;
import dev.lanyard.server.protocol.Elicited;
import dev.lanyard.server.protocol.Outcome;
import dev.lanyard.server.protocol.Prompt;
import dev.lanyard.server.protocol.PromptCall;
import dev.lanyard.server.protocol.ResourceContents;
import java.util.List;
import java.util.stream.Stream;

/** Prompts with and without arguments, with a resource, with a picture, and one that asks. */
final class FixturePrompts {
    private FixturePrompts() {}

    static List<Prompt> all() {
        return List.of(
                prompt("test_simple_prompt", List.of(), call -> says(text("This is a simple prompt for testing."))),
                prompt("test_prompt_with_arguments", List.of(completed("arg1"), completed("arg2")),
                        call -> says(text("Prompt with arguments: arg1='" + call.argument("arg1") + "', arg2='"
                                + call.argument("arg2") + "'"))),
                prompt("test_prompt_with_embedded_resource",
                        List.of(Prompt.Argument.required("resourceUri", "What to embed.")),
                        call -> says(
                                new Content.Embedded(
                                        new ResourceContents.Text(call.argument("resourceUri"), "text/plain",
                                                "Embedded resource content for testing.")),
                                text("Please process the embedded resource above."))),
                prompt("test_prompt_with_image", List.of(),
                        call -> says(Samples.picture(), text("Please analyze the image above."))),
                prompt("test_input_required_result_prompt", List.of(), FixturePrompts::ask));
    }

    private static Outcome<List<Prompt.Message>> ask(PromptCall call) {
        Ask<Elicited> context = Ask.Form.of("user_context", "What context should the prompt use?",
                """
                {"type":"object","properties":{"context":{"type":"string"}},"required":["context"]}""");
        return call.call()
                .answer(context)
                .map(answer -> says(text("Context: " + answer.content().path("context").asText())))
                .orElseGet(() -> Outcome.needs(context));
    }

    private static Prompt prompt(String name, List<Prompt.Argument> arguments, Prompt.Handler handler) {
        return new Prompt(name, name, "A prompt for tests.", arguments, handler);
    }

    private static Prompt.Argument completed(String name) {
        return new Prompt.Argument(name, "An argument for tests.", true,
                (caller, begun) -> Stream.of("test", "tested", "other").filter(one -> one.startsWith(begun)).toList());
    }

    private static Content text(String text) {
        return Content.text(text);
    }

    private static Outcome<List<Prompt.Message>> says(Content... contents) {
        return Outcome.done(Stream.of(contents).map(Prompt.Message::user).toList());
    }
}
