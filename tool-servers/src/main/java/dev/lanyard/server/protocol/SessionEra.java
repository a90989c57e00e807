package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Speaks the revisions of MCP that begin with {@code initialize} and go on in a session, 2025-03-26 to 2025-11-25. */
final class SessionEra {
    private final Greeting greeting;
    private final Offerings offerings;
    private final Methods methods;
    private final CallRunner runner;
    private final RunningCalls running = new RunningCalls();
    private final PendingAnswers pending = new PendingAnswers();
    private final SessionNotes notes = new SessionNotes();
    private final SessionGate gate;
    private final SessionRounds rounds;
    private final SessionStreams streams;
    private final EventLogs logs;

    SessionEra(Greeting greeting, Offerings offerings, Settings settings, CallRunner runner, Streams streams) {
        this.greeting = greeting;
        this.offerings = offerings;
        this.methods = new Methods(Era.SESSION, offerings, new Pages(settings.pageSize()));
        this.runner = runner;
        this.gate = new SessionGate(settings.sessionSeal(greeting.info()));
        this.rounds = new SessionRounds(pending, settings.patience());
        this.logs = new EventLogs(settings.resumeTime());
        this.streams = new SessionStreams(streams, notes, logs);
    }

    /** Answers one message. */
    void answer(HttpExchange exchange, Caller caller, JsonRpcMessage message) throws IOException {
        switch (message) {
            case JsonRpcMessage.Request request -> {
                try {
                    answer(exchange, caller, request);
                } catch (JsonRpcError error) {
                    exchange.respondJson(200, request.answer(error, Era.SESSION));
                }
            }
            case JsonRpcMessage.Notification notification -> {
                Session session = gate.find(exchange, caller);
                if (notification.method().equals("notifications/cancelled")) {
                    running.cancel(session, notification.params().path("requestId"));
                }
                exchange.respond(202, Map.of(), new byte[0]);
            }
            case JsonRpcMessage.Response response -> {
                if (!pending.answer(gate.find(exchange, caller), response)) {
                    throw new HttpRefusal(400, "invalid_request", "This server asked nothing that " + response.id()
                            + " would answer.");
                }
                exchange.respond(202, Map.of(), new byte[0]);
            }
        }
    }

    /** Transports, listening for messages: a server that has nothing to tell answers 405. */
    void listen(HttpExchange exchange, Caller caller) throws IOException {
        streams.run(exchange, caller, gate.find(exchange, caller));
    }

    /** Transports, session management: a client that is done deletes its session; the running calls end with it. */
    void end(HttpExchange exchange, Caller caller) throws IOException {
        Session session = gate.find(exchange, caller);
        gate.end(session);
        running.cancelAll(session);
        streams.end(session);
        logs.forget(session);
        notes.forget(session);
        exchange.respond(204, Map.of(), new byte[0]);
    }

    private void answer(HttpExchange exchange, Caller caller, JsonRpcMessage.Request request) throws IOException {
        if (request.method().equals("initialize")) {
            greeting.initialize(exchange, caller, gate.seal(), request);
            return;
        }
        Session session = gate.find(exchange, caller);
        Optional<ObjectNode> result = atOnce(session, request);
        if (result.isPresent()) {
            exchange.respondJson(200, request.answer(result.get()));
            return;
        }
        Work work = methods.work(request.method(), request.params())
                .orElseThrow(() -> JsonRpcError.unknownMethod(request.method()));
        RunningCall call = new RunningCall(Era.SESSION, request.params(), caller, session.capabilities(),
                level -> offerings.logs() && notes.logs(session, level),
                new CallReply(logs.channel(exchange, session, caller), request.params()),
                RunningCall.Round.FIRST);
        running.add(session, request.id(), call);
        try {
            runner.run(request, call, () -> freeing(session, request, () -> rounds.run(session, call, work)));
        } finally {
            running.remove(session, request.id());
        }
    }

    /** Frees the id when the work ends and not after the answer: a client that has its answer may use the id again at once. */
    private ObjectNode freeing(Session session, JsonRpcMessage.Request request, CallRunner.Rounds work)
            throws InterruptedException {
        try {
            return work.run();
        } finally {
            running.remove(session, request.id());
        }
    }

    private Optional<ObjectNode> atOnce(Session session, JsonRpcMessage.Request request) {
        ObjectNode nothing = StrictJson.object();
        boolean subscribes = offerings.isChanging() && offerings.hasResources();
        switch (request.method()) {
            case "ping" -> {
                return Optional.of(nothing);
            }
            case "logging/setLevel" -> {
                if (offerings.logs()) {
                    JsonNode level = request.params().path("level");
                    notes.logFrom(session, LogLevel.of(level.asText())
                            .orElseThrow(
                                    () -> JsonRpcError.invalidParams("'level' must be a level, such as \"info\".")));
                    return Optional.of(nothing);
                }
            }
            case "resources/subscribe" -> {
                if (subscribes) {
                    notes.subscribe(session, uri(request.params()));
                    return Optional.of(nothing);
                }
            }
            case "resources/unsubscribe" -> {
                if (subscribes) {
                    notes.unsubscribe(session, uri(request.params()));
                    return Optional.of(nothing);
                }
            }
            default -> {
                return methods.list(request.method(), request.params());
            }
        }
        return Optional.empty();
    }

    private static String uri(ObjectNode params) {
        if (params.path("uri").isTextual()) {
            return params.path("uri").textValue();
        }
        throw JsonRpcError.invalidParams("'uri' must be a string.");
    }
}
