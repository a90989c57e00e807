package dev.lanyard.server.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps one kind of clause to a tool.
 *
 * @param opening how such a clause begins
 * @param clause the whole clause, its variable parts as groups
 * @param reading what the groups come to
 */
record Rule(Pattern opening, Pattern clause, Reading reading) {
    /** Every rule there is, tried in this order. */
    static final List<Rule> ALL = List.of(
            rule("reverse\\s", "reverse\\s+(.+)",
                    (found, tools) -> call("reverse_tool", tools,
                            arguments -> arguments.with(text(found), "query", "text"))),
            rule("echo\\s", "echo\\s+(.+)",
                    (found, tools) -> call("secure_echo", tools,
                            arguments -> arguments.with(text(found), "message", "text"))),
            rule("what time|what(?:'s| is) the (?:current )?time|current time",
                    "(?:what time is it|what(?:'s| is) the (?:current )?time|current time)(?: now)?(?: in (\\S+?))?[?.!]*",
                    (found, tools) -> call("current_time", tools,
                            arguments -> found.group(1) == null
                                    ? arguments
                                    : arguments.with(found.group(1), "timezone", "zone"))),
            rule("convert\\s", "convert\\s+(\\d{1,2}:\\d{2})\\s+(?:from\\s+)?(\\S+)\\s+to\\s+(\\S+?)[?.!]*",
                    (found, tools) -> call("convert_time", tools,
                            arguments -> arguments.with(found.group(2), "source", "from")
                                    .with(found.group(3), "target", "to")
                                    .with(found.group(1), "time"))),
            rule("(?:a )?random number",
                    "(?:a )?random number (?:between|from) (-?\\d{1,9}) (?:and|to) (-?\\d{1,9})[?.!]*",
                    (found, tools) -> call("random_number_tool", tools,
                            arguments -> arguments.with(found.group(1), "min").with(found.group(2), "max"))),
            rule("search\\s|what(?:'s| is) new in\\s", "(?:search(?: for)?|what(?:'s| is) new in)\\s+(.+?)[?]*",
                    (found, tools) -> call("search", tools,
                            arguments -> arguments.with(text(found), "query", "input"))),
            rule("what did i spend|show (?:me )?my expenses",
                    "(?:what did i spend|show (?:me )?my expenses)(?: on (.+?))?(?: since (\\d{4}-\\d{2}-\\d{2}))?[?.!]*",
                    (found, tools) -> call("get_user_expenses", tools,
                            arguments -> ExpenseWords.wanted(arguments, found))),
            rule("who am i|what(?:'s| is) my name", "(?:who am i|what(?:'s| is) my name)[?.!]*",
                    (found, tools) -> call("get_user_name", tools, arguments -> arguments)),
            rule("(?:add|record) an? expense",
                    "(?:add|record) an? expense of (\\d{1,7}(?:\\.\\d{1,2})?) for (.+?)(?: on (\\d{4}-\\d{2}-\\d{2}))?"
                            + "(?: paid (?:with|by|in) (amex|visa|cash))?[.!]*",
                    (found, tools) -> call("add_user_expense", tools,
                            arguments -> ExpenseWords.added(arguments, found))),
            rule("call\\s", "call\\s+(\\S+?)(?:\\s+(\\{.*}))?", Rule::callByName));

    /** Turns a clause that fits into a step. */
    @FunctionalInterface
    interface Reading {
        Step step(MatchResult found, List<OfferedTool> tools);
    }

    @FunctionalInterface
    private interface Filling {
        Arguments fill(Arguments arguments);
    }

    boolean opens(String text) {
        return opening.matcher(text).lookingAt();
    }

    Optional<Step> read(String text, List<OfferedTool> tools) {
        Matcher matcher = clause.matcher(text);
        return matcher.matches() ? Optional.of(reading.step(matcher, tools)) : Optional.empty();
    }

    private static Rule rule(String opening, String clause, Reading reading) {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
        return new Rule(Pattern.compile(opening, flags), Pattern.compile(clause, flags), reading);
    }

    private static Step call(String suffix, List<OfferedTool> tools, Filling filling) {
        return tools.stream()
                .filter(tool -> tool.endsWith(suffix))
                .findFirst()
                .<Step>map(tool -> new Step.Call(tool.name(), filling.fill(new Arguments(tool.parameters())).values()))
                .or(() -> SignInTool.toward(suffix, tools)
                        .map(tool -> new Step.Call(tool.name(), StrictJson.object())))
                .orElseGet(() -> missing(suffix, tools));
    }

    private static Step callByName(MatchResult found, List<OfferedTool> tools) {
        String name = found.group(1);
        ObjectNode arguments = StrictJson.object();
        if (found.group(2) != null) {
            try {
                arguments.setAll((ObjectNode) StrictJson.read(found.group(2).getBytes(StandardCharsets.UTF_8)));
            } catch (JsonProcessingException malformed) {
                return new Step.Impossible("The arguments for '" + name + "' are not JSON. Write them as"
                        + " {\"name\":\"value\"}.");
            }
        }
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .or(() -> tools.stream().filter(tool -> tool.endsWith("_" + name)).findFirst())
                .<Step>map(tool -> new Step.Call(tool.name(), arguments))
                .orElseGet(() -> missing(name, tools));
    }

    private static Step missing(String suffix, List<OfferedTool> tools) {
        String offered = tools.isEmpty()
                ? "I was offered no tools."
                : "I was offered: " + String.join(", ", tools.stream().map(OfferedTool::name).toList()) + ".";
        return new Step.Impossible(
                "That takes a tool whose name ends in '" + suffix + "', which I do not have. " + offered);
    }

    /** Returns the first group without the quotes around it. */
    private static String text(MatchResult found) {
        String text = found.group(1).strip();
        boolean quoted = text.length() > 1 && "\"“".indexOf(text.charAt(0)) >= 0
                && "\"”".indexOf(text.charAt(text.length() - 1)) >= 0;
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
