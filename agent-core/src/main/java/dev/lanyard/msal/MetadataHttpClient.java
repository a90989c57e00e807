package dev.lanyard.msal;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import dev.lanyard.network.HttpPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests for a managed identity to this machine or its link-local neighbour, which is where Azure answers them, and
 * nowhere else: whoever answers could be anybody, and their header holds a secret of the machine.
 */
final class MetadataHttpClient implements IHttpClient {
    private final @Nullable URI endpoint;
    private final BoundedExchange exchange;

    MetadataHttpClient(@Nullable URI endpoint, HttpPolicy network) {
        this.endpoint = endpoint;
        this.exchange = new BoundedExchange(network.client().connectTimeout(EntraHttpClient.TIMEOUT).build(),
                EntraHttpClient.TIMEOUT);
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException, InterruptedException, URISyntaxException {
        return exchange.send(request, EntraHttpClient.body(request), destination(request.url().toURI()));
    }

    private URI destination(URI asked) throws IOException, URISyntaxException {
        URI other = endpoint;
        if (other != null) {
            return new URI(other.getScheme(), null, other.getHost(), other.getPort(), asked.getPath(), asked.getQuery(),
                    null);
        }
        InetAddress address = InetAddress.getByName(asked.getHost());
        if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
            throw new IOException("'" + asked.getHost() + "' is not where Azure answers for managed identities");
        }
        return asked;
    }
}
