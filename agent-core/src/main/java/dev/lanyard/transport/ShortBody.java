package dev.lanyard.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes in a whole body before its reply is handed on, which is what most calls come to: JSON of a stated length. It costs
 * one wait instead of two and no buffers of a stream. A body that is longer than stated ends the exchange.
 */
final class ShortBody implements HttpResponse.BodySubscriber<InputStream> {
    static final int MAX_BYTES = 64 << 10;

    private final CompletableFuture<InputStream> whole = new CompletableFuture<>();
    private final byte[] bytes;
    private int count;
    private Flow.@Nullable Subscription source;

    private ShortBody(int length) {
        this.bytes = new byte[length];
    }

    /** Returns what takes in the body of a reply: at once if it is a short answer in JSON, as a stream otherwise. */
    static HttpResponse.BodySubscriber<InputStream> orStream(HttpResponse.ResponseInfo reply) {
        long length = reply.headers().firstValueAsLong("Content-Length").orElse(-1);
        boolean json = reply.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent();
        return reply.statusCode() == 200 && json && length >= 0 && length <= MAX_BYTES
                ? new ShortBody((int) length)
                : HttpResponse.BodySubscribers.ofInputStream();
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            int length = part.remaining();
            if (length > bytes.length - count) {
                if (source != null) {
                    source.cancel();
                }
                whole.completeExceptionally(new IOException("the body is longer than its Content-Length"));
                return;
            }
            part.get(bytes, count, length);
            count += length;
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(new ByteArrayInputStream(bytes, 0, count));
    }
}
