package dev.lanyard.transport;

import dev.lanyard.network.HttpPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Builds sessions over Streamable HTTP that share one HTTP client. Thread-safe. */
public final class HttpSessionFactory {
    private final HttpClient client;
    private final Limits limits;
    private final MessageCodec codec;
    private final ClientInfo info;
    private final EraMemory eras = new EraMemory();

    private HttpSessionFactory(HttpClient client, Limits limits, ClientInfo info) {
        this.client = client;
        this.limits = limits;
        this.codec = new MessageCodec(limits);
        this.info = info;
    }

    /** Returns a factory with a client of its own, which reaches the network as the policy says. */
    public static HttpSessionFactory of(ClientInfo info, Limits limits, HttpPolicy network) {
        return new HttpSessionFactory(network.client().build(), limits, info);
    }

    /**
     * Returns a session that is not yet open and sends nothing.
     *
     * @param server the server's name in the configuration, for messages
     * @param endpoint the MCP endpoint, without query and fragment
     * @param listener hears what the server tells on its own account
     * @param handlers answers to the server's requests by method; {@code ping} is always answered
     */
    public McpSession session(String server, URI endpoint, RequestAuthorizer authorizer, NotificationListener listener,
            Map<String, ServerRequestHandler> handlers) {
        Presented presented = new Presented();
        HttpChannel channel = new HttpChannel(client, server, endpoint, authorizer, presented);
        MessageCodec codec = this.codec.without(presented);
        HttpPost post = new HttpPost(server, channel, codec, new ReplyReader(server, codec, limits));
        Inbound inbound = new Inbound(listener, handlers);
        return new ProbingSession(server, endpoint.toString(),
                new StatelessSession(server, post, info, inbound, new AtomicLong()),
                new StreamableHttpSession(post, info, inbound), eras, false);
    }
}
