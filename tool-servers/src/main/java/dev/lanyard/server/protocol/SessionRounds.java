package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Runs the rounds of a call in a session: what the handler asks goes to the client as requests on the stream of the
 * call, and the handler is run again with the answers (MCP 2025-11-25, Transports, sending messages to the server).
 */
final class SessionRounds {
    private final PendingAnswers pending;
    private final Duration patience;

    SessionRounds(PendingAnswers pending, Duration patience) {
        this.pending = pending;
        this.patience = patience;
    }

    /**
     * Runs a call to its result.
     *
     * @throws JsonRpcError if the client cannot be asked, fails to answer, or takes too long
     * @throws InterruptedException if the caller cancelled
     */
    ObjectNode run(Session session, RunningCall call, Work work) throws InterruptedException {
        while (true) {
            switch (work.run(call)) {
                case Outcome.Done<ObjectNode>(ObjectNode result) -> {
                    return result;
                }
                case Outcome.NeedsInput<ObjectNode>(List<Ask<?>> asks, String state) ->
                    call.next(new RunningCall.Round(ask(session, call, asks), state));
            }
        }
    }

    private Answers ask(Session session, RunningCall call, List<Ask<?>> asks) throws InterruptedException {
        requireOffered(call, asks);
        Map<Ask<?>, PendingAnswers.Pending> sent = new LinkedHashMap<>();
        try {
            for (Ask<?> ask : asks) {
                PendingAnswers.Pending question = pending.open(session);
                sent.put(ask, question);
                call.reply().send(JsonRpcMessage.request(question.id(), ask.method(), ask.paramsInSession()));
            }
            Map<String, JsonNode> answers = new LinkedHashMap<>();
            for (Map.Entry<Ask<?>, PendingAnswers.Pending> question : sent.entrySet()) {
                answers.put(question.getKey().key(), await(call, question.getKey(), question.getValue()));
            }
            return new Answers(answers);
        } finally {
            sent.values().forEach(question -> pending.close(session, question));
        }
    }

    /**
     * Refuses questions that the client did not offer to answer.
     *
     * @throws JsonRpcError that names what the client would have to declare
     */
    static void requireOffered(RunningCall call, List<Ask<?>> asks) {
        List<Ask<?>> refused = asks.stream().filter(ask -> !call.clientOffers(ask.capability())).toList();
        if (refused.isEmpty()) {
            return;
        }
        if (call.era() == Era.SESSION && refused.stream().allMatch(Ask.Url.class::isInstance)) {
            throw JsonRpcError.urlElicitationRequired(refused.stream().map(Ask::paramsInSession).toList());
        }
        throw JsonRpcError.missingCapability(refused.stream().map(Ask::capability).collect(Collectors.toSet()));
    }

    private JsonNode await(RunningCall call, Ask<?> ask, PendingAnswers.Pending question) throws InterruptedException {
        Duration waited = Duration.ZERO;
        while (waited.compareTo(patience) < 0 && call.reply().beat()) {
            Duration turn = Subscription.BEAT.compareTo(patience) < 0 ? Subscription.BEAT : patience;
            try {
                JsonRpcMessage.Response response = question.answer().get(turn.toMillis(), TimeUnit.MILLISECONDS);
                if (response.result().isObject()) {
                    return response.result();
                }
                throw JsonRpcError.unanswered("The client failed to answer " + ask.method() + ": error "
                        + response.error().path("code").asInt() + ".");
            } catch (TimeoutException notYet) {
                waited = waited.plus(turn);
            } catch (ExecutionException impossible) {
                throw new IllegalStateException("An answer was completed with a failure.", impossible);
            }
        }
        throw JsonRpcError.unanswered("The client did not answer " + ask.method() + " in time.");
    }
}
