package dev.lanyard.server.auth;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Fetches a key set: no redirects, at most 256 KiB, within 5 seconds. */
final class KeySetRetriever implements ResourceRetriever {
    private static final int MAX_BYTES = 256 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client;
    private volatile boolean everSucceeded;

    KeySetRetriever(@Nullable SSLContext trust) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(TIMEOUT);
        this.client = trust == null ? builder.build() : builder.sslContext(trust).build();
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(url.toURI()).timeout(TIMEOUT).build();
            HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (answer.statusCode() != 200 || bytes.length > MAX_BYTES) {
                    throw new IOException("The key set at " + url + " was not served: status " + answer.statusCode()
                            + ", " + bytes.length + " bytes.");
                }
                everSucceeded = true;
                return new Resource(new String(bytes, StandardCharsets.UTF_8), "application/json");
            }
        } catch (URISyntaxException malformed) {
            throw new IOException("Not a URI: " + url, malformed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("Fetching the key set was interrupted.", stopped);
        }
    }

    /** Returns whether the key set was fetched at least once. */
    boolean everSucceeded() {
        return everSucceeded;
    }

    /** Returns whether keys may come from there: HTTPS, or this machine. */
    static boolean isTrustworthy(URI uri) {
        String host = uri.getHost();
        return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme())
                && ("localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host)));
    }
}
