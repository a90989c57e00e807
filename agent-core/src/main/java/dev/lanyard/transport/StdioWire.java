package dev.lanyard.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.transport.MessageCodec.MalformedMessage;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries messages to and from one process (MCP 2025-11-25 and 2026-07-28, Transports, stdio): any number of requests share
 * its two pipes and are told apart by their ids. When the process ends, so does everything under way.
 */
final class StdioWire implements Wire {
    private static final Logger LOG = LoggerFactory.getLogger(StdioWire.class);
    private static final String LISTEN = "subscriptions/listen";

    private final String server;
    private final StdioProcess process;
    private final MessageCodec codec;
    private final Inbound inbound;
    private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
    private final PausedCalls paused = new PausedCalls();
    private final AtomicLong lines = new AtomicLong();
    private volatile @Nullable String ended;

    private record Waiting(String method, Call call, ReplyReader.Sink sink, CompletableFuture<Message> answer) {}

    private StdioWire(String server, StdioProcess process, MessageCodec codec, Inbound inbound) {
        this.server = server;
        this.process = process;
        this.codec = codec;
        this.inbound = inbound;
    }

    /** Starts a process and listens to it; the caller closes the wire, which ends the process. */
    static StdioWire open(String server, StdioCommand command, Limits limits, Inbound inbound) {
        Presented presented = new Presented();
        presented.add(command.hidden());
        StdioWire wire = new StdioWire(server, StdioProcess.start(server, command),
                new MessageCodec(limits).without(presented), inbound);
        wire.process.follow(limits.maxMessageBytes(), wire::heard, wire::finished);
        return wire;
    }

    boolean isOpen() {
        return ended == null && process.isAlive();
    }

    @Override
    public JsonNode exchange(long id, String method, ObjectNode params, Map<String, String> headers, Call call,
            ReplyReader.Sink sink) {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        waiting.put(id, new Waiting(method, call, sink, answer));
        paused.join(id, call);
        try {
            send(codec.request(id, method, params));
            var unused = CompletableFuture.anyOf(answer, call.ended()).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cancel("interrupted");
        } catch (ExecutionException e) {
            throw gone(String.valueOf(e.getCause() == null ? "" : e.getCause().getMessage()));
        } finally {
            waiting.remove(id);
            paused.leave(id);
        }
        if (!answer.isDone()) {
            // MCP 2025-11-25, Cancellation: initialize must not be cancelled.
            if (!method.equals("initialize")) {
                tellCancelled(id, call.reason());
            }
            throw ReplyReader.ended(server, method, call);
        }
        return switch (answer.join()) {
            case Message.Result(JsonNode unused, JsonNode result) -> result;
            case Message.Failure failure -> throw new TransportException.RemoteError(server, method, 200,
                    failure.code(), ServerText.line(failure.message()), failure.data());
            case Message.Notification unused -> throw new IllegalStateException("No answer");
            case Message.Request unused -> throw new IllegalStateException("No answer");
        };
    }

    /** Returns how much the process has said, to find out later whether it said more. */
    long said() {
        return lines.get();
    }

    /** Ends the process if it has said nothing since, and nobody else waits for what it may be at work on. */
    void endIfSilentSince(long said) {
        if (lines.get() == said && waiting.values().stream().allMatch(other -> other.method().equals(LISTEN))) {
            LOG.warn("Server '{}' does not even answer a ping; its process is ended", server);
            finished("it answered nothing, not even a ping");
            process.close();
        }
    }

    /** Sends a message that has no answer. */
    void tell(String method, ObjectNode params) {
        send(codec.notification(method, params));
    }

    private void send(byte[] message) {
        String why = ended;
        if (why != null) {
            throw gone(why);
        }
        if (!process.send(message)) {
            throw gone("it does not read what it is sent");
        }
        if (ended != null) {
            finished(String.valueOf(ended));
        }
    }

    private void tellCancelled(long id, String reason) {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("requestId", id);
        if (!reason.isEmpty()) {
            params.put("reason", reason);
        }
        boolean unused = process.send(codec.notification("notifications/cancelled", params));
    }

    private void heard(String line) {
        lines.incrementAndGet();
        try {
            switch (codec.read(line)) {
                case Message.Result result -> answered(result.id(), result);
                case Message.Failure failure -> answered(failure.id(), failure);
                case Message.Notification notification -> notified(notification);
                case Message.Request request -> inbound.answerAside(request, codec, answer -> {
                    boolean unused = process.send(paused.answer(request, answer));
                });
            }
        } catch (JsonProcessingException | MalformedMessage e) {
            LOG.warn("Server '{}' printed a line that is no message; it is left out", server);
        }
    }

    private void answered(JsonNode id, Message answer) {
        find(id).ifPresent(request -> request.answer().complete(answer));
    }

    /** Gives progress and news of a subscription to the request that they are about, the rest to the session's listener. */
    private void notified(Message.Notification notification) {
        JsonNode progress = notification.params().path("progressToken");
        Optional<Waiting> request = find(progress);
        if (notification.method().equals("notifications/progress")) {
            request.ifPresent(
                    asked -> ReplyReader.progress(notification, progress.asLong(), asked.call()));
            return;
        }
        if (notification.method().equals("notifications/cancelled")) {
            tornDown(notification.params().path("requestId"));
            return;
        }
        find(notification.params().path("_meta").path("io.modelcontextprotocol/subscriptionId")).ifPresentOrElse(
                subscription -> subscription.sink().notified(notification), () -> inbound.notified(notification));
    }

    /** Takes in that the server ends a subscription, and nothing else: other ids are those of its own requests. */
    private void tornDown(JsonNode id) {
        // MCP 2026-07-28, Subscriptions: on stdio this ends it, not a result.
        find(id).filter(request -> request.method().equals(LISTEN))
                .ifPresent(subscription -> subscription.answer()
                        .complete(new Message.Result(id, JsonNodeFactory.instance.objectNode())));
    }

    private Optional<Waiting> find(JsonNode id) {
        return id.isIntegralNumber() || id.isTextual()
                ? Optional.ofNullable(waiting.get(id.asLong(-1)))
                : Optional.empty();
    }

    private void finished(String why) {
        if (ended == null) {
            ended = why;
        }
        waiting.values().forEach(request -> request.answer().completeExceptionally(new IllegalStateException(why)));
    }

    private TransportException gone(String why) {
        return new TransportException.ProcessEnded(server, "does not answer: " + ServerText.line(why), null);
    }

    @Override
    public void close() {
        process.close();
    }
}
