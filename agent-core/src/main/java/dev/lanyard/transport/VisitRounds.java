package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Has the user go where a server wants them before it does what it was asked (MCP 2025-11-25, Elicitation, URL Mode With
 * Elicitation Required Error, {@code URLElicitationRequiredError}), and asks it again when it has said that this is done, or after
 * some minutes in which it has said nothing. At most {@value #MAX_ROUNDS} times.
 */
record VisitRounds(String server, Inbound inbound) {
    static final int MAX_ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Returns the result of a request that is sent by the given function, once a round. */
    JsonNode complete(String method, Call call, Supplier<JsonNode> send) {
        String last = "";
        for (int round = 0; round <= MAX_ROUNDS; round++) {
            try {
                return send.get();
            } catch (TransportException.RemoteError e) {
                if (e.rpcCode() != RpcErrors.URL_ELICITATION_REQUIRED) {
                    throw e;
                }
                JsonNode asks = asks(e.data());
                last = where(asks.path(0));
                if (round < MAX_ROUNDS) {
                    call.pausing(() -> visited(method, asks, call));
                }
            }
        }
        throw new TransportException.VisitNeeded(server, method, last, true);
    }

    private JsonNode asks(JsonNode data) {
        JsonNode asks = data.path("elicitations");
        if (!asks.isArray() || asks.isEmpty() || asks.size() > InputRounds.MAX_ASKS) {
            throw violation("it wants an address to be visited without saying which");
        }
        for (JsonNode ask : asks) {
            if (!ask.path("mode").asText("").equals("url") || ask.path("elicitationId").asText("").isEmpty()) {
                throw violation("it asks for something else than addresses with an id in error "
                        + RpcErrors.URL_ELICITATION_REQUIRED);
            }
        }
        return asks;
    }

    private boolean visited(String method, JsonNode asks, Call call) {
        List<String> ids = new ArrayList<>();
        List<CompletableFuture<Boolean>> done = new ArrayList<>();
        try {
            for (JsonNode ask : asks) {
                // Before the user is asked, for it may be done before they have said so here.
                String id = ask.path("elicitationId").asText();
                ids.add(id);
                done.add(inbound.completion(id));
                if (!agreed(ask)) {
                    throw new TransportException.VisitNeeded(server, method, where(ask), false);
                }
                if (call.isEnded()) {
                    throw ReplyReader.ended(server, method, call);
                }
            }
            return call.awaited(CompletableFuture.allOf(done.toArray(CompletableFuture[]::new))
                    .thenApply(unused -> true)
                    .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .orElseThrow(() -> ReplyReader.ended(server, method, call));
        } finally {
            ids.forEach(inbound::forgetCompletion);
        }
    }

    private boolean agreed(JsonNode ask) {
        try {
            return inbound.input("elicitation/create", ask)
                    .filter(answer -> answer.path("action").asText("").equals("accept"))
                    .isPresent();
        } catch (IllegalArgumentException e) {
            throw violation("it asks wrongly for an address to be visited: " + e.getMessage());
        }
    }

    /** Returns scheme and host of an address, which is what the user should judge it by. */
    private static String where(JsonNode ask) {
        try {
            URI url = new URI(ask.path("url").asText(""));
            return url.getHost() == null
                    ? "an address without a host"
                    : "'" + ServerText.line(url.getScheme() + "://" + url.getHost()) + "'";
        } catch (URISyntaxException e) {
            return "an address that cannot be read";
        }
    }

    private TransportException violation(String what) {
        return new TransportException.ProtocolViolated(server, what, null);
    }
}
