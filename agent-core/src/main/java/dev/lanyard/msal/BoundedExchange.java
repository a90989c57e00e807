package dev.lanyard.msal;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends one of MSAL's requests to where its caller has decided, and bounds what comes back in time and size. */
record BoundedExchange(HttpClient client, Duration timeout) {
    private static final int MAX_BYTES = 1 << 20;

    private record Response(int statusCode, Map<String, List<String>> headers, String body) implements IHttpResponse {}

    IHttpResponse send(HttpRequest request, String body, URI destination) throws IOException, InterruptedException {
        var built = java.net.http.HttpRequest.newBuilder(destination).timeout(timeout);
        if (request.headers() != null) {
            request.headers().forEach(built::setHeader);
        }
        if (!body.isEmpty() && (request.headers() == null
                || request.headers().keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase))) {
            // MSAL counts on its own client to say so: it leaves it out when it asks for a device code.
            built.setHeader("Content-Type", "application/x-www-form-urlencoded");
        }
        built.method(request.httpMethod().name(),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        HttpResponse<InputStream> response = client.send(built.build(), BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            // The request's own timeout ends with the headers: a body that trickles would hold all who wait for the token.
            CompletableFuture<Boolean> end = new CompletableFuture<>();
            var unused = end.completeOnTimeout(true, timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .thenAccept(late -> closeIf(late, in));
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            end.complete(false);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("the answer is larger than " + MAX_BYTES + " bytes");
            }
            return new Response(response.statusCode(), response.headers().map(),
                    new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static void closeIf(boolean late, InputStream in) {
        if (late) {
            try {
                in.close();
            } catch (IOException e) {
                // The reader gets its own exception.
            }
        }
    }
}
