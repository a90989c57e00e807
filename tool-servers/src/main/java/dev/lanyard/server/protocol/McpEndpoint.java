package dev.lanyard.server.protocol;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpRefusal;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * An MCP server to mount at any path: Streamable HTTP as of 2025-11-25, older revisions down to 2025-03-26 included.
 *
 * <p>Who calls is asked before a body is read. Safe for use by several threads.
 */
public final class McpEndpoint implements HttpHandler {
    private final Authenticator authenticator;
    private final SessionEra sessions;

    private McpEndpoint(Authenticator authenticator, SessionEra sessions) {
        this.authenticator = authenticator;
        this.sessions = sessions;
    }

    /**
     * Returns a builder.
     *
     * @param info what the server says of itself
     * @param authenticator finds out who calls
     * @param tools what it offers, in this order
     */
    public static Builder builder(ServerInfo info, Authenticator authenticator, List<Tool> tools) {
        return new Builder(info, authenticator, tools);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Caller caller = authenticator.authenticate(exchange);
        exchange.allow("POST", "DELETE");
        if (exchange.method().equals("DELETE")) {
            sessions.end(exchange, caller);
            return;
        }
        requireMediaTypes(exchange);
        JsonRpcMessage message;
        try {
            message = JsonRpcMessage.read(exchange.body());
        } catch (JsonRpcError malformed) {
            exchange.respondJson(400, JsonRpcMessage.failure(malformed));
            return;
        }
        sessions.answer(exchange, caller, message);
    }

    /** MCP 2025-11-25, Transports: a POST holds JSON and its client takes both JSON and event streams. */
    private static void requireMediaTypes(HttpExchange exchange) {
        if (!mediaType(exchange.header("Content-Type").orElse("")).equals("application/json")) {
            throw new HttpRefusal(415, "unsupported_media_type", "Send application/json.");
        }
        Set<String> accepted = exchange.headers("Accept")
                .stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(McpEndpoint::mediaType)
                .collect(Collectors.toSet());
        if (!accepts(accepted, "application", "json") || !accepts(accepted, "text", "event-stream")) {
            throw new HttpRefusal(406, "not_acceptable", "Accept both application/json and text/event-stream.");
        }
    }

    private static boolean accepts(Set<String> accepted, String type, String subtype) {
        return accepted.contains(type + "/" + subtype) || accepted.contains(type + "/*") || accepted.contains("*/*");
    }

    private static String mediaType(String header) {
        return header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Builds an endpoint; everything it offers to set has a value that suits most. */
    public static final class Builder {
        private final ServerInfo info;
        private final Authenticator authenticator;
        private final List<Tool> tools;
        private String instructions = "";
        private Clock clock = Clock.systemUTC();
        private @Nullable SecretKey sessionKey;
        private Duration sessionLifetime = Duration.ofHours(24);
        private int pageSize = 100;
        private int maxCallsPerCaller = 128;

        private Builder(ServerInfo info, Authenticator authenticator, List<Tool> tools) {
            this.info = info;
            this.authenticator = authenticator;
            this.tools = List.copyOf(tools);
        }

        /** Sets what the model is told about the server as a whole; nothing unless set. */
        public Builder instructions(String text) {
            this.instructions = text;
            return this;
        }

        /** Sets the clock that sessions expire by. */
        public Builder clock(Clock value) {
            this.clock = value;
            return this;
        }

        /** Sets the key that seals session ids, so that several nodes know each other's; random unless set. */
        public Builder sessionKey(SecretKey key) {
            this.sessionKey = key;
            return this;
        }

        /** Sets how long a session lasts; 24 hours unless set. */
        public Builder sessionLifetime(Duration lifetime) {
            this.sessionLifetime = lifetime;
            return this;
        }

        /** Sets how many tools a page of the list holds; 100 unless set. */
        public Builder pageSize(int count) {
            this.pageSize = count;
            return this;
        }

        /** Sets how many calls one caller may run at once; 128 unless set. */
        public Builder maxCallsPerCaller(int count) {
            this.maxCallsPerCaller = count;
            return this;
        }

        /**
         * Returns the endpoint.
         *
         * @throws IllegalArgumentException if two tools have the same name
         */
        public McpEndpoint build() {
            SecretKey key = sessionKey == null ? randomKey() : sessionKey;
            SessionSeal seal = new SessionSeal(info.name(), key, sessionLifetime, clock);
            return new McpEndpoint(authenticator, new SessionEra(info, instructions, new ToolRegistry(tools, pageSize),
                    new CallLimit(maxCallsPerCaller), seal));
        }

        private static SecretKey randomKey() {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            return new SecretKeySpec(key, "HmacSHA256");
        }
    }
}
