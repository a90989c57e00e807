package dev.lanyard.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Opens streams by GET: the stand-alone one on which a server speaks unasked, and the rest of one that was cut (MCP
 * 2025-11-25, Transports, Listening for Messages and Resumability and Redelivery).
 */
record HttpGet(HttpChannel channel, ReplyReader replies) {
    private static final int MAX_FRUITLESS = 5;
    /** What a gateway says while the server is away. */
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);
    private static final byte[] NO_BODY = {};

    /** Follows the stand-alone stream once, telling it when it is open and when something is heard. */
    ReplyReader.Outcome.Cut listen(String lastEventId, Map<String, String> headers, ReplyReader.Sink sink,
            StandingStream stream) throws IOException {
        try (HttpReply reply = open(lastEventId, headers, stream.call())) {
            if (reply.status() != 200 || !reply.mediaType().equals("text/event-stream")) {
                throw replies.refusal(reply, "listening");
            }
            stream.opened();
            return replies.news(reply, new HeardSink(sink, stream));
        }
    }

    /**
     * Reads on where the stream of a request was cut, each time after the wait that the server asks for, until the answer
     * comes. Gives up after {@value #MAX_FRUITLESS} tries in a row that brought nothing new, be it for want of a connection.
     */
    ReplyReader.Outcome resume(ReplyReader.Outcome.Cut cut, Map<String, String> headers, long id, String method,
            Call call, ReplyReader.Sink sink) throws IOException {
        ReplyReader.Outcome.Cut last = cut;
        int fruitless = 0;
        while (fruitless < MAX_FRUITLESS && !last.lastEventId().isEmpty()
                && call.rest(last.retry().orElse(StandingStream.FIRST_WAIT))) {
            ReplyReader.Outcome outcome = last;
            try (HttpReply reply = open(last.lastEventId(), headers, call)) {
                if (reply.status() == 405) {
                    return cut;
                }
                if (!AWAY.contains(reply.status())) {
                    outcome = replies.read(reply, id, method, call, sink);
                }
            } catch (MessageTooLarge e) {
                throw e;
            } catch (IOException e) {
                if (call.isEnded() || e instanceof InterruptedIOException) {
                    throw e;
                }
                // A server that is restarted is gone for a while.
                last = new ReplyReader.Outcome.Cut(last.lastEventId(), last.retry(), e);
                outcome = last;
            }
            if (!(outcome instanceof ReplyReader.Outcome.Cut further)) {
                return outcome;
            }
            boolean fresh = !further.lastEventId().isEmpty() && !further.lastEventId().equals(last.lastEventId());
            fruitless = fresh ? 0 : fruitless + 1;
            last = fresh ? further : last;
        }
        return last;
    }

    private HttpReply open(String lastEventId, Map<String, String> headers, Call call) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            all.put("Last-Event-ID", lastEventId);
        }
        return Retries.send(() -> channel.send("GET", NO_BODY, all, call), call);
    }
}
