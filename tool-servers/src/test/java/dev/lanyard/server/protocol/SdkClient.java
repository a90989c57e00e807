package dev.lanyard.server.protocol;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.function.Consumer;

/** The MCP Java SDK's client, as a peer that we did not write. */
public final class SdkClient {
    private SdkClient() {}

    /** Returns a client that sends one header with every request; the caller closes it. */
    public static McpSyncClient open(URI endpoint, String header, String value,
            Consumer<ProgressNotification> progress) {
        HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport
                .builder(endpoint.resolve("/").toString())
                .endpoint(endpoint.getPath())
                .openConnectionOnStartup(false)
                .requestBuilder(HttpRequest.newBuilder().header(header, value))
                .build();
        return McpClient.sync(transport).progressConsumer(progress).build();
    }
}
