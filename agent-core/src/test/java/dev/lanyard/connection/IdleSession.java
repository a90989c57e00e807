package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.McpSession;
import dev.lanyard.transport.ServerInfo;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Is a session with nobody, which counts how often it was opened and closed, and whether it was closed while in use. */
final class IdleSession implements McpSession {
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger cut = new AtomicInteger();
    final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger inUse = new AtomicInteger();
    private volatile CountDownLatch answers = new CountDownLatch(0);

    /** Has requests wait until the latch is counted down. */
    IdleSession answeringAfter(CountDownLatch latch) {
        answers = latch;
        return this;
    }

    @Override
    public ServerInfo open(Call call) {
        opened.incrementAndGet();
        return new ServerInfo("idle", "1", "2025-11-25", "", JsonNodeFactory.instance.objectNode());
    }

    @Override
    public JsonNode request(String method, ObjectNode params, Call call) {
        inUse.incrementAndGet();
        asked.countDown();
        try {
            answers.await();
            return params;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return params;
        } finally {
            inUse.decrementAndGet();
        }
    }

    @Override
    public void close() {
        closed.incrementAndGet();
        if (inUse.get() > 0) {
            cut.incrementAndGet();
        }
    }
}
