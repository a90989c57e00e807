package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import dev.lanyard.network.HttpPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Speaks to authorization servers: each address is checked first, nothing is redirected, and an answer has 5 s and 64 KiB.
 * Thread-safe.
 */
final class IssuerHttp implements HTTPRequestSender {
    static final int MAX_BYTES = 64 << 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpPolicy policy;
    private final AddressGuard guard;

    IssuerHttp(HttpPolicy policy, AddressGuard guard) {
        this.policy = policy;
        this.guard = guard;
    }

    /** Is what came back. */
    record Reply(int status, java.net.http.HttpHeaders headers, String body) {}

    /** Gets a document. */
    Reply get(URI target) throws IOException {
        return send(HttpRequest.newBuilder(target).GET().setHeader("Accept", "application/json"));
    }

    /** Posts JSON, as MCP servers take it. */
    Reply post(URI target, String json) throws IOException {
        return send(HttpRequest.newBuilder(target)
                .POST(BodyPublishers.ofString(json))
                .setHeader("Content-Type", "application/json")
                .setHeader("Accept", "application/json, text/event-stream"));
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.getURI());
        request.getHeaderMap().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        String body = request.getBody() == null ? "" : request.getBody();
        builder.method(request.getMethod().name(),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        builder.setHeader("Accept", "application/json");
        Reply reply = send(builder);
        HTTPResponse response = new HTTPResponse(reply.status());
        try {
            for (String name : List.of("Content-Type", "DPoP-Nonce", "WWW-Authenticate")) {
                var value = reply.headers().firstValue(name);
                if (value.isPresent()) {
                    response.setHeader(name, value.get());
                }
            }
        } catch (RuntimeException e) {
            throw new IOException("the answer's headers cannot be read", e);
        }
        response.setBody(reply.body());
        return response;
    }

    private Reply send(HttpRequest.Builder request) throws IOException {
        HttpRequest built = request.timeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();
        CompletableFuture<Reply> result = new CompletableFuture<>();
        Thread worker = Thread.ofVirtual().name("lanyard-issuer").start(() -> {
            try {
                result.complete(exchange(built));
            } catch (IOException | RuntimeException e) {
                result.completeExceptionally(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                result.completeExceptionally(new InterruptedIOException("interrupted"));
            }
        });
        try {
            return result.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("it did not answer within " + TIMEOUT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            worker.interrupt();
        }
    }

    private Reply exchange(HttpRequest request) throws IOException, InterruptedException {
        var unused = guard.check(request.uri());
        try (HttpClient client = policy.client().build()) {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new IOException("the answer is larger than " + (MAX_BYTES >> 10) + " KiB");
                }
                return new Reply(response.statusCode(), response.headers(), text(bytes));
            } finally {
                client.shutdownNow();
            }
        }
    }

    private static String text(byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IOException("the answer is not UTF-8", e);
        }
    }
}
