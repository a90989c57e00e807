package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.HttpRefusal;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a request to its end and answers it, so many of a caller at once. A call counts as running until its answer is known, not
 * until it is written: a client that has its answer may call again at once. Answers that a slow client does not take count too,
 * together with what runs at twice the limit.
 */
final class CallRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CallRunner.class);

    private final CallLimit running;
    private final CallLimit unanswered;

    CallRunner(int mostOfCaller) {
        this.running = new CallLimit("calls", mostOfCaller);
        this.unanswered = new CallLimit("calls and answers", 2 * mostOfCaller);
    }

    /** Runs the rounds of a call and returns the result in the shape of its era. */
    @FunctionalInterface
    interface Rounds {
        ObjectNode run() throws InterruptedException;
    }

    private record Answer(int status, ObjectNode json) {}

    /**
     * Runs a call and answers it.
     *
     * @throws HttpRefusal with 429 if the caller runs too many calls
     * @throws IOException if the client went away
     */
    void run(JsonRpcMessage.Request request, RunningCall call, Rounds rounds) throws IOException {
        unanswered.enter(call.caller());
        try {
            Answer answer = work(request, call, rounds);
            if (call.cancelled()) {
                call.reply().abandon();
            } else {
                call.reply().finish(answer.status(), answer.json());
            }
        } finally {
            unanswered.leave(call.caller());
        }
    }

    private Answer work(JsonRpcMessage.Request request, RunningCall call, Rounds rounds) {
        running.enter(call.caller());
        try {
            return answer(call.era(), request, rounds);
        } finally {
            call.end();
            running.leave(call.caller());
        }
    }

    private static Answer answer(Era era, JsonRpcMessage.Request request, Rounds rounds) {
        try {
            return new Answer(200, request.answer(rounds.run()));
        } catch (JsonRpcError error) {
            return failure(era, request, error);
        } catch (InterruptedException stopped) {
            LOG.debug("A call of {} was interrupted.", request.method());
            return failure(era, request, JsonRpcError.internal());
        } catch (RuntimeException failure) {
            LOG.error("{} '{}' failed.", request.method(), request.params().path("name").asText(), failure);
            return failure(era, request, JsonRpcError.internal());
        }
    }

    private static Answer failure(Era era, JsonRpcMessage.Request request, JsonRpcError error) {
        return new Answer(era.status(error), request.answer(error, era));
    }
}
