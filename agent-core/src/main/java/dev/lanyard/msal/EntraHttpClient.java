package dev.lanyard.msal;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import dev.lanyard.network.HttpPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
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

/**
 * Carries MSAL's requests to the app's authority and refuses every other host: the client's secret is pinned to it. Follows
 * no redirect, waits at most 10 s, reads at most 1 MiB.
 */
final class EntraHttpClient implements IHttpClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 1 << 20;

    private final EntraApp app;
    private final Duration timeout;
    private final HttpClient client;

    private record Response(int statusCode, Map<String, List<String>> headers, String body) implements IHttpResponse {}

    EntraHttpClient(EntraApp app, HttpPolicy network) {
        this(app, network, TIMEOUT);
    }

    EntraHttpClient(EntraApp app, HttpPolicy network, Duration timeout) {
        this.app = app;
        this.timeout = timeout;
        HttpClient.Builder builder = network.client().connectTimeout(timeout);
        if (app.detour() != null && app.detour().authorities() != null) {
            builder.sslContext(TrustedAuthorities.context(app.detour().authorities()));
        }
        this.client = builder.build();
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException, InterruptedException, URISyntaxException {
        var built = java.net.http.HttpRequest.newBuilder(destination(request.url().toURI())).timeout(timeout);
        if (request.headers() != null) {
            request.headers().forEach(built::setHeader);
        }
        String body = request.body() == null ? "" : request.body();
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
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (response.statusCode() == 200 && request.url().getPath().endsWith("/token")) {
                TokenAnswer.check(text);
            }
            return new Response(response.statusCode(), response.headers().map(), text);
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

    private URI destination(URI uri) throws IOException, URISyntaxException {
        URI authority = app.authority();
        if (!"https".equals(uri.getScheme()) || !authority.getHost().equalsIgnoreCase(uri.getHost())
                || authority.getPort() != uri.getPort()) {
            throw new IOException("'" + uri.getHost() + "' is not the authority that this identity is pinned to");
        }
        if (app.detour() == null) {
            return uri;
        }
        // The certificate is checked against this address; the provider made it for that when it started.
        InetSocketAddress target = app.detour().target();
        String host = target.getAddress().getHostAddress();
        return new URI("https", null, host, target.getPort(), uri.getPath(), uri.getQuery(), null);
    }
}
