package dev.lanyard.network;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Says how every HTTP client of an agent reaches the network, so that MCP servers, issuers and models see one behaviour:
 * no redirect is followed, and connecting is given up after 10 s. Immutable.
 */
public final class HttpPolicy {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final HttpPolicy DIRECT = new HttpPolicy();

    private HttpPolicy() {}

    /** Returns the policy that connects directly and trusts the platform's certificate authorities. */
    public static HttpPolicy direct() {
        return DIRECT;
    }

    /** Returns a builder for a client that follows this policy; what belongs to one use only may still be added to it. */
    public HttpClient.Builder client() {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(threads);
    }
}
