package dev.lanyard.msal;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import dev.lanyard.network.HttpPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/**
 * Carries MSAL's requests to the app's authority and refuses every other host: the client's secret is pinned to it. Follows
 * no redirect, waits at most 10 s, reads at most 1 MiB.
 */
final class EntraHttpClient implements IHttpClient {
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EntraApp app;
    private final BoundedExchange exchange;

    EntraHttpClient(EntraApp app, HttpPolicy network) {
        this(app, network, TIMEOUT);
    }

    EntraHttpClient(EntraApp app, HttpPolicy network, Duration timeout) {
        this.app = app;
        HttpClient.Builder builder = network.client().connectTimeout(timeout);
        if (app.detour() != null && app.detour().authorities() != null) {
            builder.sslContext(TrustedAuthorities.context(app.detour().authorities()));
        }
        this.exchange = new BoundedExchange(builder.build(), timeout);
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException, InterruptedException, URISyntaxException {
        return send(request, body(request));
    }

    /**
     * Sends one of MSAL's requests with another body. What fails at Entra's side is tried once more, as nothing is known of it.
     *
     * @throws AuthorityBusy if Entra cannot answer now
     */
    IHttpResponse send(HttpRequest request, String body) throws IOException, InterruptedException, URISyntaxException {
        URI destination = destination(request.url().toURI());
        IHttpResponse response = exchange.send(request, body, destination);
        if (response.statusCode() >= 500 && AuthorityBusy.of(response).flatMap(AuthorityBusy::retryAfter).isEmpty()) {
            Thread.sleep(PAUSE);
            response = exchange.send(request, body, destination);
        }
        Optional<AuthorityBusy> busy = AuthorityBusy.of(response);
        if (busy.isPresent()) {
            throw busy.get();
        }
        if (response.statusCode() == 200 && request.url().getPath().endsWith("/token")) {
            TokenAnswer.check(response.body());
        }
        return response;
    }

    /** Returns what MSAL sends. */
    static String body(HttpRequest request) {
        return request.body() == null ? "" : request.body();
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
