package dev.lanyard.network;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Presents the proxy's own user and password to the proxy, reports its refusal as a failure to connect, and does everything
 * else as the JDK's client. The JDK would return the 407 of a tunnel as a response of the server's, with null for a body.
 *
 * <p>An {@link Authenticator} would do so too, but would also answer the 401 of servers, and fail one without a challenge. The
 * JDK sends a header {@code Proxy-Authorization} to the proxy alone: with {@code CONNECT}, or with a request that the proxy
 * forwards; never through the tunnel.
 */
final class ProxiedClient extends HttpClient {
    private final HttpClient client;
    private final ProxyRoutes routes;

    private ProxiedClient(HttpClient client, ProxyRoutes routes) {
        this.client = client;
        this.routes = routes;
    }

    private HttpRequest introduced(HttpRequest request) {
        String authorization = routes.via(request.uri()).map(ProxyAddress::authorization).orElse(null);
        return authorization == null
                ? request
                : HttpRequest.newBuilder(request, (name, value) -> true)
                        .setHeader("Proxy-Authorization", authorization)
                        .build();
    }

    private static <T> HttpResponse<T> passed(HttpResponse<T> response) throws ProxyRefusal {
        if (response.statusCode() == HttpURLConnection.HTTP_PROXY_AUTH) {
            throw new ProxyRefusal();
        }
        return response;
    }

    /** Returns what becomes of an exchange; to cancel it ends the exchange, as the JDK's client promises of derived futures. */
    private static <T> CompletableFuture<HttpResponse<T>> followed(CompletableFuture<HttpResponse<T>> exchange) {
        return exchange.thenApply(response -> {
            try {
                return passed(response);
            } catch (ProxyRefusal e) {
                throw new CompletionException(e);
            }
        });
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request,
            BodyHandler<T> handler) throws IOException, InterruptedException {
        return passed(client.send(introduced(request), handler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return followed(client.sendAsync(introduced(request), handler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler,
            @Nullable PushPromiseHandler<T> pushes) {
        return followed(client.sendAsync(introduced(request), handler, pushes));
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }

    @Override
    public void shutdown() {
        client.shutdown();
    }

    @Override
    public void shutdownNow() {
        client.shutdownNow();
    }

    @Override
    public boolean awaitTermination(Duration duration) throws InterruptedException {
        return client.awaitTermination(duration);
    }

    @Override
    public boolean isTerminated() {
        return client.isTerminated();
    }

    /** Builds such clients; whatever is set goes to the JDK's builder. */
    static final class Builder implements HttpClient.Builder {
        private final HttpClient.Builder builder;
        private final ProxyRoutes routes;

        Builder(HttpClient.Builder builder, ProxyRoutes routes) {
            this.builder = builder;
            this.routes = routes;
        }

        @Override
        public HttpClient.Builder cookieHandler(CookieHandler handler) {
            builder.cookieHandler(handler);
            return this;
        }

        @Override
        public HttpClient.Builder connectTimeout(Duration duration) {
            builder.connectTimeout(duration);
            return this;
        }

        @Override
        public HttpClient.Builder sslContext(SSLContext context) {
            builder.sslContext(context);
            return this;
        }

        @Override
        public HttpClient.Builder sslParameters(SSLParameters parameters) {
            builder.sslParameters(parameters);
            return this;
        }

        @Override
        public HttpClient.Builder executor(Executor executor) {
            builder.executor(executor);
            return this;
        }

        @Override
        public HttpClient.Builder followRedirects(Redirect policy) {
            builder.followRedirects(policy);
            return this;
        }

        @Override
        public HttpClient.Builder version(Version version) {
            builder.version(version);
            return this;
        }

        @Override
        public HttpClient.Builder priority(int priority) {
            builder.priority(priority);
            return this;
        }

        @Override
        public HttpClient.Builder proxy(ProxySelector selector) {
            builder.proxy(selector);
            return this;
        }

        @Override
        public HttpClient.Builder authenticator(Authenticator authenticator) {
            builder.authenticator(authenticator);
            return this;
        }

        @Override
        public HttpClient.Builder localAddress(@Nullable InetAddress address) {
            builder.localAddress(address);
            return this;
        }

        @Override
        public HttpClient build() {
            return new ProxiedClient(builder.build(), routes);
        }
    }
}
