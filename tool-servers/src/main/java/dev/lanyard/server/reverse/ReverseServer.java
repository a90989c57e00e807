package dev.lanyard.server.reverse;

import dev.lanyard.server.http.StrictJson;
import dev.lanyard.server.protocol.Authenticator;
import dev.lanyard.server.protocol.McpEndpoint;
import dev.lanyard.server.protocol.ServerInfo;
import dev.lanyard.server.protocol.Tool;
import dev.lanyard.server.protocol.ToolCall;
import dev.lanyard.server.protocol.ToolResult;
import java.util.List;
import java.util.random.RandomGenerator;

/** Offers {@code reverse_tool}, slow enough to show progress and be cancelled, and {@code random_number_tool}. */
public final class ReverseServer {
    private static final int STEPS = 5;

    private final Pause pause;
    private final RandomGenerator random;

    private ReverseServer(Pause pause, RandomGenerator random) {
        this.pause = pause;
        this.random = random;
    }

    /**
     * Returns the server for callers that the authenticator lets in, those with the scope or role {@code execute} by
     * convention.
     *
     * @param authenticator finds out who calls
     * @param pause lets time pass before each of the five steps
     * @param random makes the random numbers
     */
    public static McpEndpoint endpoint(Authenticator authenticator, Pause pause, RandomGenerator random) {
        ReverseServer server = new ReverseServer(pause, random);
        Tool reverse = Tool.pure("reverse_tool", "Reverse text",
                "Returns a text reversed, last character first. Works in five steps and reports each as progress.",
                """
                {"type":"object",
                 "properties":{"query":{"type":"string","description":"The text to reverse."}},
                 "required":["query"],"additionalProperties":false}""",
                """
                {"type":"object",
                 "properties":{"reversed_query":{"type":"string","description":"The text reversed."}},
                 "required":["reversed_query"]}""", server::reverse);
        Tool number = Tool.pure("random_number_tool", "Random number",
                "Returns a random integer from min to max, both included.",
                """
                {"type":"object",
                 "properties":{
                  "min":{"type":"integer","description":"The smallest number that may come.",
                   "minimum":-9007199254740991,"maximum":9007199254740991},
                  "max":{"type":"integer","description":"The largest number that may come; not below min.",
                   "minimum":-9007199254740991,"maximum":9007199254740991}},
                 "required":["min","max"],"additionalProperties":false}""",
                """
                {"type":"object",
                 "properties":{"random_number":{"type":"integer","description":"The number."}},
                 "required":["random_number"]}""", server::randomNumber);
        return McpEndpoint
                .builder(new ServerInfo("reverse", "Reverse", "0.1.0"), authenticator, List.of(reverse, number))
                .instructions("Reverses text and makes random numbers.")
                .build();
    }

    private ToolResult reverse(ToolCall call) throws InterruptedException {
        for (int step = 1; step <= STEPS; step++) {
            pause.await();
            call.progress(step, STEPS, "Step " + step + " of " + STEPS);
        }
        // Reverses code points: a pair of surrogates stays in its order.
        String reversed = new StringBuilder(call.arguments().path("query").textValue()).reverse().toString();
        return ToolResult.of(StrictJson.object().put("reversed_query", reversed));
    }

    private ToolResult randomNumber(ToolCall call) {
        long min = call.arguments().path("min").longValue();
        long max = call.arguments().path("max").longValue();
        if (min > max) {
            return ToolResult.error("The argument 'min' (" + min + ") is larger than 'max' (" + max + "). Swap them.");
        }
        return ToolResult.of(StrictJson.object().put("random_number", random.nextLong(min, max + 1)));
    }
}
