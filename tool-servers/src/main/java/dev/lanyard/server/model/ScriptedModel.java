package dev.lanyard.server.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides what to answer, by rules and without a language model. Only the user's latest message and the tool results after
 * it count. A clause that fits a {@link Rule} calls the tool that the rule names, by the end of its offered name; all calls
 * of a message go into one answer. Once results are there they are told, a line each, and nothing else is said; after a
 * sign-in, what it was for is called.
 */
final class ScriptedModel {
    static final String INTRODUCTION = """
                                       I am Lanyard's scripted model, not a language model. I follow simple rules and answer only from the tools \
                                       that I am offered. Try: reverse hello and echo world. I also know: what time is it in Europe/Berlin; \
                                       convert 14:30 from Europe/Berlin to Asia/Tokyo; random number between 1 and 6; search for something; \
                                       what did I spend on food; add an expense of 12.50 for lunch; who am I; \
                                       call TOOL {"name":"value"}.""";

    private ScriptedModel() {}

    static Reply reply(Conversation conversation) {
        List<Step> steps = Clauses.of(conversation.request())
                .stream()
                .map(clause -> read(clause, conversation.tools()))
                .flatMap(Optional::stream)
                .toList();
        List<String> impossible = steps.stream()
                .map(step -> step instanceof Step.Impossible why ? why.reason() : null)
                .filter(Objects::nonNull)
                .toList();
        List<Step.Call> calls = steps.stream()
                .filter(Step.Call.class::isInstance)
                .map(Step.Call.class::cast)
                .filter(call -> conversation.outcomes().stream().noneMatch(done -> done.tool().equals(call.tool())))
                .toList();
        List<Conversation.Outcome> told = conversation.outcomes()
                .stream()
                .filter(outcome -> !SignInTool.opened(outcome))
                .toList();
        boolean nothingYet = conversation.outcomes().isEmpty();
        boolean opened = told.size() < conversation.outcomes().size();
        if ((nothingYet || opened) && !calls.isEmpty()) {
            return new Reply.Calls(calls);
        }
        if (nothingYet) {
            return new Reply.Text(impossible.isEmpty() ? INTRODUCTION : String.join("\n", impossible));
        }
        List<String> lines = new ArrayList<>((told.isEmpty() ? conversation.outcomes() : told).stream()
                .map(ResultText::of)
                .toList());
        lines.addAll(impossible);
        return new Reply.Text(String.join("\n", lines));
    }

    private static Optional<Step> read(String clause, List<OfferedTool> tools) {
        return Rule.ALL.stream().map(rule -> rule.read(clause, tools)).flatMap(Optional::stream).findFirst();
    }
}
