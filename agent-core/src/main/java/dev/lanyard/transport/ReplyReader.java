package dev.lanyard.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.credential.Challenge;
import dev.lanyard.error.AgentException;
import dev.lanyard.network.ProxyRefusal;
import dev.lanyard.transport.MessageCodec.MalformedMessage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Finds the answer to one request in an HTTP reply, be it JSON or a stream of events, and names what went wrong. */
final class ReplyReader {
    private final String server;
    private final MessageCodec codec;
    private final Limits limits;

    /** Takes what comes before the answer. */
    interface Sink {
        /** Hears news that is not progress of this request. */
        void notified(Message.Notification notification);

        /** Hears a request of the server; must not block for longer than a message takes to be sent. */
        void asked(Message.Request request);
    }

    /** Is what an HTTP reply came to. */
    sealed interface Outcome {
        /** The answer came. */
        record Answered(JsonNode result) implements Outcome {}

        /**
         * The stream ended before the answer.
         *
         * @param lastEventId where the server can go on, empty if it numbers no events
         * @param retry how long the server wants to be left alone, empty if it did not say
         * @param cause what broke the stream, or null if the server ended it
         */
        record Cut(String lastEventId, Optional<Duration> retry, @Nullable IOException cause) implements Outcome {}
    }

    ReplyReader(String server, MessageCodec codec, Limits limits) {
        this.server = server;
        this.codec = codec;
        this.limits = limits;
    }

    /** Returns the answer in a reply, or how far the stream came that should have held it. */
    Outcome read(HttpReply reply, long id, String method, Call call, Sink sink) throws IOException {
        if (reply.status() != 200) {
            throw refusal(reply, method);
        }
        return switch (reply.mediaType()) {
            case "application/json" -> answer(reply.text(limits.maxMessageBytes()), id, method, call, sink)
                    .<Outcome>map(Outcome.Answered::new)
                    .orElseThrow(() -> violation("it answered '" + method + "' with something else"));
            case "text/event-stream" -> streamed(reply, id, method, call, sink);
            default -> throw violation("it answered '" + method + "' with content type '"
                    + ServerText.line(reply.mediaType()) + "'");
        };
    }

    /** Returns the answer in a reply that cannot be resumed. */
    JsonNode result(HttpReply reply, long id, String method, Call call, Sink sink) throws IOException {
        return switch (read(reply, id, method, call, sink)) {
            case Outcome.Answered(JsonNode result) -> result;
            case Outcome.Cut cut -> throw lost(cut, method);
        };
    }

    /** Returns what a cut stream means that nothing more will come of. */
    TransportException lost(Outcome.Cut cut, String method) throws IOException {
        if (cut.cause() != null) {
            throw cut.cause();
        }
        return violation("its stream ended before the answer to '" + method + "'");
    }

    private Outcome streamed(HttpReply reply, long id, String method, Call call, Sink sink) throws IOException {
        SseReader events = new SseReader(reply.body(), limits.maxMessageBytes());
        try {
            for (Optional<SseEvent> event = events.next(); event.isPresent(); event = events.next()) {
                if (event.get().type().equals("message") && !event.get().data().isBlank()) {
                    Optional<JsonNode> answer = answer(event.get().data(), id, method, call, sink);
                    if (answer.isPresent()) {
                        return new Outcome.Answered(answer.get());
                    }
                }
            }
        } catch (MessageTooLarge e) {
            throw e;
        } catch (IOException e) {
            if (call.isEnded()) {
                throw e;
            }
            return new Outcome.Cut(events.lastId(), events.retry(), e);
        }
        return new Outcome.Cut(events.lastId(), events.retry(), null);
    }

    /** Takes in a stream that answers no request, until it ends (MCP 2025-11-25, Transports, Listening for Messages). */
    Outcome.Cut news(HttpReply reply, Sink sink) {
        SseReader events = new SseReader(reply.body(), limits.maxMessageBytes());
        try {
            for (Optional<SseEvent> event = events.next(); event.isPresent(); event = events.next()) {
                if (event.get().type().equals("message") && !event.get().data().isBlank()) {
                    switch (message(event.get().data(), "listening")) {
                        case Message.Notification notification -> sink.notified(notification);
                        case Message.Request request -> sink.asked(request);
                        case Message.Result result -> {
                            // It answers nothing that was asked here.
                        }
                        case Message.Failure failure -> {
                            // The same.
                        }
                    }
                }
            }
            return new Outcome.Cut(events.lastId(), events.retry(), null);
        } catch (IOException e) {
            return new Outcome.Cut(events.lastId(), events.retry(), e);
        }
    }

    /** Returns the result if the text is the answer; otherwise takes the message in. */
    private Optional<JsonNode> answer(String text, long id, String method, Call call, Sink sink) {
        switch (message(text, method)) {
            case Message.Result(JsonNode answered, JsonNode result) -> {
                requireSame(answered, id, method);
                return Optional.of(result);
            }
            case Message.Failure failure -> {
                if (!failure.id().isNull() && !failure.id().isMissingNode()) {
                    requireSame(failure.id(), id, method);
                }
                throw new TransportException.RemoteError(server, method, 200, failure.code(),
                        ServerText.line(failure.message()), failure.data());
            }
            case Message.Notification notification -> {
                if (!progress(notification, id, call)) {
                    sink.notified(notification);
                }
                return Optional.empty();
            }
            case Message.Request request -> {
                sink.asked(request);
                return Optional.empty();
            }
        }
    }

    private Message message(String text, String method) {
        try {
            return codec.read(text);
        } catch (JsonProcessingException e) {
            throw new TransportException.ProtocolViolated(server, "its answer to '" + method + "' is not readable JSON",
                    null);
        } catch (MalformedMessage e) {
            throw violation("in its answer to '" + method + "' " + e.getMessage());
        }
    }

    private void requireSame(JsonNode answered, long id, String method) {
        if (!answered.isIntegralNumber() || !answered.canConvertToLong() || answered.asLong() != id) {
            throw violation("it answered '" + method + "' under the id of another request");
        }
    }

    /** Hands progress of a request to its call and says whether the notification was about progress at all. */
    static boolean progress(Message.Notification notification, long id, Call call) {
        if (!notification.method().equals("notifications/progress")) {
            return false;
        }
        JsonNode params = notification.params();
        if (call.wantsProgress() && params.path("progressToken").asLong() == id) {
            JsonNode total = params.path("total");
            JsonNode message = params.path("message");
            call.progressed(new Progress(params.path("progress").asDouble(), total.isNumber() ? total.asDouble() : null,
                    message.isTextual() ? message.textValue() : null));
        }
        return true;
    }

    /** Returns what an answer other than the one expected means. */
    TransportException refusal(HttpReply reply, String method) throws IOException {
        int status = reply.status();
        String text = reply.errorText();
        Optional<Message.Failure> rpc = failureIn(text);
        if (status == 401 || status == 403) {
            Challenge challenge = Challenge.of(status, reply.challenges());
            String detail = challenge.parameter("error_description")
                    .or(challenge::error)
                    .or(() -> rpc.map(Message.Failure::message))
                    .map(said -> ": " + ServerText.line(said))
                    .orElse("");
            return new TransportException.Refused(server, challenge, detail.replaceAll("\\.$", ""));
        }
        if (rpc.isPresent()) {
            return new TransportException.RemoteError(server, method, status, rpc.get().code(),
                    ServerText.line(rpc.get().message()), rpc.get().data());
        }
        return new TransportException.HttpFailed(server, status, "");
    }

    private Optional<Message.Failure> failureIn(String text) {
        try {
            return codec.read(text) instanceof Message.Failure failure ? Optional.of(failure) : Optional.empty();
        } catch (JsonProcessingException | MalformedMessage e) {
            return Optional.empty();
        }
    }

    private TransportException.ProtocolViolated violation(String what) {
        return new TransportException.ProtocolViolated(server, what, null);
    }

    /** Returns what the failure of an exchange means: the end of the call, or the fault of the network or the server. */
    static TransportException failure(String server, String method, IOException e, Call call) {
        if (e instanceof InterruptedIOException || e.getCause() instanceof InterruptedException) {
            if (!call.isEnded()) {
                Thread.currentThread().interrupt();
                call.cancel("interrupted");
            }
        }
        if (call.isEnded()) {
            return ended(server, method, call);
        }
        if (e instanceof MessageTooLarge) {
            return new TransportException.ProtocolViolated(server, String.valueOf(e.getMessage()), e);
        }
        return new TransportException.Unreachable(server, reason(e), e);
    }

    /**
     * Returns the failure of a call that ended before its answer.
     *
     * @throws AgentException if that is what the call was ended with
     */
    static TransportException ended(String server, String method, Call call) {
        return switch (call.ended().join()) {
            case CANCELLED -> new TransportException.Cancelled(server, method, call.reason());
            case TIMED_OUT -> new TransportException.TimedOut(server, method, call.allowed());
            case FAILED -> throw call.failure();
        };
    }

    private static String reason(IOException e) {
        Throwable root = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "its host name is unknown";
            }
            if (cause instanceof HttpConnectTimeoutException) {
                return "no connection within the time allowed";
            }
            if (cause instanceof ProxyRefusal) {
                return cause.getMessage() + ". " + ProxyRefusal.REMEDY.replaceFirst("\\.$", "");
            }
            if (cause instanceof SSLException) {
                return "TLS failed: " + ServerText.line(String.valueOf(cause.getMessage()));
            }
        }
        if (root instanceof ConnectException || root instanceof java.nio.channels.ClosedChannelException) {
            return "the connection was refused";
        }
        return "the connection broke (" + ServerText.line(String.valueOf(root.getMessage())) + ")";
    }
}
