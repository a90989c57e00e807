package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Speaks MCP 2026-07-28: no session, every request says all that must be known. A cancelled request is one whose
 * connection the client closes (MCP 2026-07-28, Streamable HTTP, cancellation), so nothing is remembered by request id.
 */
final class StatelessEra {
    static final String VERSION = "2026-07-28";
    /** Every revision served at the endpoint, newest first: a client of either era finds one (MCP 2026-07-28, Versioning). */
    private static final List<String> VERSIONS = Stream
            .concat(Stream.of(VERSION), Arrays.stream(ProtocolVersion.values()).map(ProtocolVersion::wire))
            .toList();

    private final Greeting greeting;
    private final Offerings offerings;
    private final Methods methods;
    private final CallRunner runner;
    private final StatelessRounds rounds;
    private final Streams streams;
    private final long cacheMillis;

    StatelessEra(Greeting greeting, Offerings offerings, Settings settings, CallRunner runner, Streams streams) {
        this.greeting = greeting;
        this.offerings = offerings;
        this.methods = new Methods(Era.STATELESS, offerings, new Pages(settings.pageSize()));
        this.runner = runner;
        this.rounds = new StatelessRounds(settings.stateSeal(greeting.info()));
        this.streams = streams;
        this.cacheMillis = settings.cacheTime().toMillis();
    }

    /** Answers one message. */
    void answer(HttpExchange exchange, Caller caller, JsonRpcMessage message) throws IOException {
        switch (message) {
            case JsonRpcMessage.Request request -> {
                try {
                    answer(exchange, caller, request);
                } catch (JsonRpcError error) {
                    exchange.respondJson(Era.STATELESS.status(error), request.answer(error, Era.STATELESS));
                }
            }
            case JsonRpcMessage.Notification notification -> exchange.respond(202, Map.of(), new byte[0]);
            case JsonRpcMessage.Response response -> exchange.respondJson(400,
                    JsonRpcMessage.failure(JsonRpcError.invalidRequest("This server sends no requests.")));
        }
    }

    private void answer(HttpExchange exchange, Caller caller, JsonRpcMessage.Request request) throws IOException {
        ObjectNode params = request.params();
        RequestMeta meta = RequestMeta.read(params);
        RequestHeaders.check(exchange, meta.version(), request.method(), params);
        if (!VERSION.equals(meta.version())) {
            throw JsonRpcError.unsupportedVersion(meta.version(), VERSIONS);
        }
        Optional<ObjectNode> list = request.method().equals("server/discover")
                ? Optional.of(greeting.discover(VERSIONS))
                : methods.list(request.method(), params);
        if (list.isPresent()) {
            ObjectNode result = list.get().put("resultType", "complete");
            exchange.respondJson(200, request.answer(cached(signed(result), cacheMillis)));
        } else if (request.method().equals("subscriptions/listen") && offerings.isChanging()) {
            listen(exchange, caller, request);
        } else {
            run(exchange, caller, request, meta);
        }
    }

    private void run(HttpExchange exchange, Caller caller, JsonRpcMessage.Request request, RequestMeta meta)
            throws IOException {
        ObjectNode params = request.params();
        Work work = methods.work(request.method(), params)
                .orElseThrow(() -> JsonRpcError.unknownMethod(request.method()));
        if (request.method().equals("tools/call")) {
            offerings.toolRegistry()
                    .find(params.path("name").asText())
                    .ifPresent(tool -> tool.headers()
                            .forEach(header -> header.check(exchange, ToolWork.arguments(params))));
        }
        RunningCall call = new RunningCall(Era.STATELESS, params, caller, meta.capabilities(),
                level -> offerings.logs() && meta.logLevel().filter(least -> least.compareTo(level) <= 0).isPresent(),
                new CallReply(new OneConnection(exchange), params), rounds.read(request, caller));
        exchange.onDisconnect(call::cancel);
        runner.run(request, call, () -> {
            ObjectNode result = signed(rounds.run(request, call, work));
            boolean readable = request.method().equals("resources/read") && result.has("contents");
            return readable ? cached(result, 0) : result;
        });
    }

    /** MCP 2026-07-28, Subscriptions: the acknowledgement comes first, and every message names the request. */
    private void listen(HttpExchange exchange, Caller caller, JsonRpcMessage.Request request) throws IOException {
        ChangeFilter filter = ChangeFilter.read(request.params().path("notifications"), offerings);
        ObjectNode acknowledged = JsonRpcMessage.notification("notifications/subscriptions/acknowledged",
                subscribed(StrictJson.object().set("notifications", filter.toJson()), request));
        ObjectNode ended = request
                .answer(subscribed(signed(StrictJson.object().put("resultType", "complete")), request));
        streams.run(exchange, caller, new Subscription(filter), Optional.of(acknowledged),
                change -> subscribed(change.params(), request), Optional.of(ended));
    }

    private static ObjectNode subscribed(ObjectNode params, JsonRpcMessage.Request request) {
        params.withObject("/_meta").set(RequestMeta.PREFIX + "subscriptionId", request.id());
        return params;
    }

    /** Says who answers. */
    private ObjectNode signed(ObjectNode result) {
        result.withObject("/_meta").set(RequestMeta.PREFIX + "serverInfo", greeting.info().toJson());
        return result;
    }

    /** MCP 2026-07-28, Caching: never for other users, for a gateway cannot know what is the same for all. */
    private static ObjectNode cached(ObjectNode result, long millis) {
        return result.put("ttlMs", millis).put("cacheScope", "private");
    }
}
