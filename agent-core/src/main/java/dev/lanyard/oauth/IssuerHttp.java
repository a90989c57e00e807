package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import dev.lanyard.network.HttpPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Speaks to authorization servers: each address is checked first and then connected to, nothing is redirected, and an answer
 * has 5 s and 64 KiB. Where a proxy leads out, the proxy finds the address. Thread-safe.
 */
final class IssuerHttp implements HTTPRequestSender {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpPolicy policy;
    private final AddressGuard guard;

    IssuerHttp(HttpPolicy policy, AddressGuard guard) {
        this.policy = policy;
        this.guard = guard;
    }

    /** Gets a document. */
    Incoming get(URI target) throws IOException {
        return timed(new Outgoing("GET", target, Map.of("Accept", "application/json"), ""));
    }

    /** Posts JSON, as MCP servers take it. */
    Incoming post(URI target, String json) throws IOException {
        return timed(new Outgoing("POST", target, Map.of("Content-Type", "application/json", "Accept",
                "application/json, text/event-stream"), json));
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        request.getHeaderMap().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        Outgoing sent = new Outgoing(request.getMethod().name(), request.getURI(), headers,
                request.getBody() == null ? "" : request.getBody());
        Incoming reply = timed(sent.with("Accept", "application/json"));
        HTTPResponse response = new HTTPResponse(reply.status());
        try {
            for (String name : List.of("Content-Type", "DPoP-Nonce", "WWW-Authenticate", "Retry-After", "Date")) {
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

    private Incoming timed(Outgoing request) throws IOException {
        CompletableFuture<Incoming> result = new CompletableFuture<>();
        // On a thread of its own, whose interruption closes the connection.
        Thread worker = Thread.ofVirtual().name("lanyard-issuer").start(() -> {
            try {
                result.complete(exchange(request));
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

    private Incoming exchange(Outgoing request) throws IOException, InterruptedException {
        try (HttpClient client = policy.client().build()) {
            try {
                ProxySelector selector = client.proxy().orElseGet(ProxySelector::getDefault);
                if (proxied(selector, request.target())) {
                    return throughProxy(client, request);
                }
                List<InetAddress> checked = guard.check(request.target());
                return PinnedConnection.exchange(request, checked, client.sslContext(), (int) TIMEOUT.toMillis());
            } finally {
                client.shutdownNow();
            }
        }
    }

    private static boolean proxied(@org.jspecify.annotations.Nullable ProxySelector selector, URI target) {
        return selector != null && target.getHost() != null && selector.select(target)
                .stream()
                .findFirst()
                .filter(proxy -> proxy.type() != Proxy.Type.DIRECT)
                .isPresent();
    }

    private Incoming throughProxy(HttpClient client, Outgoing request) throws IOException, InterruptedException {
        try {
            var unused = guard.check(request.target());
        } catch (UnknownHostException e) {
            // Behind a proxy, names of the outside need not be known here.
            guard.checkUnknown(request.target());
        }
        HttpRequest.Builder sent = HttpRequest.newBuilder(request.target())
                .timeout(TIMEOUT)
                .method(request.method(), request.body().isEmpty()
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(request.body()));
        request.headers().forEach(sent::setHeader);
        HttpResponse<InputStream> response = client.send(sent.build(), BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            return Incoming.of(response.statusCode(), response.headers(), in.readNBytes(Incoming.MAX_BYTES + 1));
        }
    }
}
