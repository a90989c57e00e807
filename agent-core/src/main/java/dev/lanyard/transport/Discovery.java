package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Supplier;

/** Is what {@code server/discover} brought to light (MCP 2026-07-28, Versioning, Backward Compatibility). */
sealed interface Discovery {
    /** The server speaks the stateless revision. */
    record Stateless(ServerInfo info) implements Discovery {}

    /** The server does not speak it, as far as the failure tells; an earlier revision is worth a try. */
    record Other(TransportException why) implements Discovery {}

    /** What a server may say that is busy or broken, which tells nothing of its revision. */
    Set<Integer> SILENT = Set.of(429, 502, 503, 504);

    /**
     * Asks, and once more if the server refuses the revision that it says it supports.
     *
     * @throws TransportException if the server cannot be reached, or refuses for a reason that has nothing to do with it
     */
    static Discovery of(String server, Supplier<JsonNode> ask) {
        try {
            return read(server, ask.get());
        } catch (TransportException.RemoteError e) {
            if (e.rpcCode() == RpcErrors.UNSUPPORTED_REVISION && names(e.data().path("supported"))) {
                return read(server, ask.get());
            }
            if (e.rpcCode() == RpcErrors.HEADER_MISMATCH || e.rpcCode() == RpcErrors.MISSING_CAPABILITY) {
                throw e;
            }
            return new Other(e);
        } catch (TransportException.HttpFailed e) {
            // A server of the older era may take the request for a notification (202).
            boolean redirects = e.status() >= 300 && e.status() < 400;
            if (redirects || SILENT.contains(e.status())) {
                throw e;
            }
            return new Other(e);
        } catch (TransportException.ProtocolViolated e) {
            return new Other(e);
        }
    }

    private static Discovery read(String server, JsonNode result) {
        if (!names(result.path("supportedVersions"))) {
            return new Other(new TransportException.ProtocolViolated(server,
                    "it does not name a revision that this client speaks", null));
        }
        JsonNode self = result.has("serverInfo")
                ? result.path("serverInfo")
                : result.path("_meta").path("io.modelcontextprotocol/serverInfo");
        return new Stateless(new ServerInfo(self.path("name").asText(""), self.path("version").asText(""),
                StatelessEnvelope.REVISION, result.path("instructions").asText(""), result.path("capabilities")));
    }

    private static boolean names(JsonNode revisions) {
        for (JsonNode revision : revisions) {
            if (revision.asText().equals(StatelessEnvelope.REVISION)) {
                return true;
            }
        }
        return false;
    }
}
