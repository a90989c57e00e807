package dev.lanyard.server.protocol;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpRefusal;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An MCP server to mount at any path: Streamable HTTP as of 2026-07-28 and of 2025-11-25, older revisions down to
 * 2025-03-26 included. A client gets the era that it speaks.
 *
 * <p>Who calls is asked before a body is read. Safe for use by several threads.
 */
public final class McpEndpoint implements HttpHandler {
    private final Authenticator authenticator;
    private final CallGuard guard;
    private final SessionEra sessions;
    private final StatelessEra stateless;
    private final String[] allowed;

    McpEndpoint(Authenticator authenticator, CallGuard guard, SessionEra sessions, StatelessEra stateless,
            boolean listens) {
        this.authenticator = authenticator;
        this.guard = guard;
        this.sessions = sessions;
        this.stateless = stateless;
        this.allowed = listens ? new String[]{"GET", "POST", "DELETE"} : new String[]{"POST", "DELETE"};
    }

    /**
     * Returns a builder for a server of tools only.
     *
     * @param info what the server says of itself
     * @param authenticator finds out who calls
     * @param tools what it offers, in this order
     */
    public static McpEndpointBuilder builder(ServerInfo info, Authenticator authenticator, List<Tool> tools) {
        return builder(info, authenticator, Offerings.fixed().tools(tools));
    }

    /**
     * Returns a builder.
     *
     * @param info what the server says of itself
     * @param authenticator finds out who calls
     * @param offerings what it offers, which may change while it runs
     */
    public static McpEndpointBuilder builder(ServerInfo info, Authenticator authenticator, Offerings offerings) {
        return new McpEndpointBuilder(info, authenticator, offerings);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Caller caller = authenticator.authenticate(exchange);
        exchange.allow(allowed);
        switch (exchange.method()) {
            case "DELETE" -> sessions.end(exchange, caller);
            case "GET" -> sessions.listen(exchange, caller);
            default -> post(exchange, caller);
        }
    }

    private void post(HttpExchange exchange, Caller caller) throws IOException {
        requireMediaTypes(exchange);
        JsonRpcMessage message;
        try {
            message = JsonRpcMessage.read(exchange.body());
        } catch (JsonRpcError malformed) {
            exchange.respondJson(400, JsonRpcMessage.failure(malformed));
            return;
        }
        if (message instanceof JsonRpcMessage.Request request && request.method().equals("tools/call")) {
            guard.check(caller, request.params().path("name").asText());
        }
        if (isStateless(exchange, message)) {
            stateless.answer(exchange, caller, message);
        } else {
            sessions.answer(exchange, caller, message);
        }
    }

    /** MCP 2026-07-28, Versioning: its requests name their revision in {@code _meta}; else the header decides. */
    private static boolean isStateless(HttpExchange exchange, JsonRpcMessage message) {
        return (message instanceof JsonRpcMessage.Request request && RequestMeta.isIn(request.params()))
                || exchange.header(RequestHeaders.VERSION).filter(StatelessEra.VERSION::equals).isPresent();
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
}
