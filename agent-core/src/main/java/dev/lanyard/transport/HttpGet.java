package dev.lanyard.transport;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Opens streams by GET: the stand-alone one on which a server speaks unasked, and the rest of one that was cut (MCP
 * 2025-11-25, Transports, Listening for Messages and Resumability and Redelivery).
 */
record HttpGet(HttpChannel channel, ReplyReader replies) {
    private static final int MAX_FRUITLESS = 5;
    private static final byte[] NO_BODY = {};

    /** Follows the stand-alone stream once. */
    ReplyReader.Outcome.Cut listen(String lastEventId, Map<String, String> headers, ReplyReader.Sink sink, Call call)
            throws IOException {
        try (HttpReply reply = open(lastEventId, headers, call)) {
            if (reply.status() != 200 || !reply.mediaType().equals("text/event-stream")) {
                throw replies.refusal(reply, "listening");
            }
            return replies.news(reply, sink);
        }
    }

    /**
     * Reads on where the stream of a request was cut, each time after the wait that the server asks for, until the answer
     * comes. Gives up after {@value #MAX_FRUITLESS} streams in a row that brought nothing new.
     */
    ReplyReader.Outcome resume(ReplyReader.Outcome.Cut cut, Map<String, String> headers, long id, String method,
            Call call, ReplyReader.Sink sink) throws IOException {
        ReplyReader.Outcome.Cut last = cut;
        int fruitless = 0;
        while (fruitless < MAX_FRUITLESS && !last.lastEventId().isEmpty()
                && call.rest(last.retry().orElse(StandingStream.FIRST_WAIT))) {
            ReplyReader.Outcome outcome;
            try (HttpReply reply = open(last.lastEventId(), headers, call)) {
                if (reply.status() == 405) {
                    return cut;
                }
                outcome = replies.read(reply, id, method, call, sink);
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
