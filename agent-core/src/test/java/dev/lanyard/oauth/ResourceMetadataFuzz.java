package dev.lanyard.oauth;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Reads hostile protected resource metadata: never fails, stays bounded, and covers no server but its own. */
public final class ResourceMetadataFuzz {
    private static final URI SERVER = URI.create("http://127.0.0.1:8080/mcp");
    private static final int MOST = 200;

    private ResourceMetadataFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        ResourceMetadata.parse(new String(bytes, StandardCharsets.UTF_8)).ifPresent(read -> {
            if (read.resource().isEmpty() || read.issuers().size() > MOST || read.scopes().size() > MOST) {
                throw new AssertionError("Beyond the bounds: " + read);
            }
            boolean own = ResourceMetadata.covers(read.resource(), SERVER);
            URI named = own ? URI.create(read.resource()) : SERVER;
            if (!"127.0.0.1".equals(named.getHost()) || named.getPort() != SERVER.getPort()) {
                throw new AssertionError("Not the server's own: " + read.resource());
            }
        });
    }
}
