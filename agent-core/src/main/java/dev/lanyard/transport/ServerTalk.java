package dev.lanyard.transport;

import dev.lanyard.error.AgentException;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what a server says on the streams of a session: news, and requests, whose answers are posted (MCP 2025-11-25,
 * Transports, Sending Messages to the Server). While a user answers, the calls that may wait for it stand still. Thread-safe.
 */
final class ServerTalk {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTalk.class);

    private final HttpPost post;
    private final Inbound inbound;
    private final PausedCalls calls = new PausedCalls();

    ServerTalk(HttpPost post, Inbound inbound) {
        this.post = post;
        this.inbound = inbound;
    }

    /** Does the work of a call, which stands still while the user answers what the server asks beside it. */
    <T> T during(Call call, Supplier<T> work) {
        Object request = new Object();
        calls.join(request, call);
        try {
            return work.get();
        } finally {
            calls.leave(request);
        }
    }

    /** Takes in what comes on the stream of a call; the server's requests are answered aside, while the call waits. */
    ReplyReader.Sink withinCall(Map<String, String> headers, Call call) {
        return new ReplyReader.Sink() {
            @Override
            public void notified(Message.Notification notification) {
                inbound.notified(notification);
            }

            @Override
            public void asked(Message.Request request) {
                inbound.answerAside(request, post.codec(), answer -> {
                    byte[] said = call.pausing(answer);
                    try {
                        post.answer(said, headers, call);
                    } catch (AgentException e) {
                        if (!call.isEnded()) {
                            failed(request, e);
                        }
                        if (!request.method().equals("ping")) {
                            call.fail(e);
                        }
                    }
                });
            }
        };
    }

    /**
     * Takes in what comes on the stand-alone stream. The server does not say which call it asks for, so that all of them stand
     * still.
     *
     * @param opening the call that opened the session, whose time an answer may take
     */
    ReplyReader.Sink alone(Map<String, String> headers, Call opening) {
        Call each = Call.within(opening.timeout());
        return new ReplyReader.Sink() {
            @Override
            public void notified(Message.Notification notification) {
                inbound.notified(notification);
            }

            @Override
            public void asked(Message.Request request) {
                inbound.answerAside(request, post.codec(), answer -> {
                    try {
                        post.answer(calls.answer(request, answer), headers, each);
                    } catch (AgentException e) {
                        failed(request, e);
                    }
                });
            }
        };
    }

    private void failed(Message.Request request, AgentException why) {
        LOG.warn("Server '{}' did not get the answer to its '{}': {}", post.server(), ServerText.line(request.method()),
                why.getMessage());
    }
}
