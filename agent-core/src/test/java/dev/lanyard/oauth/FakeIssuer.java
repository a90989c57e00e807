package dev.lanyard.oauth;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.transport.FakeServer;
import dev.lanyard.transport.FakeServer.Exchange;
import dev.lanyard.transport.FakeServer.Received;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Is an authorization server whose every answer a test decides; without a script it does all that it should. */
final class FakeIssuer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final FakeServer server;
    final ObjectNode metadata;
    final AtomicInteger tokens = new AtomicInteger();
    /** Changes the parameters that the browser is sent back with. */
    volatile Consumer<Map<String, String>> answer = parameters -> {};
    /** Answers token requests instead of the usual answer; null for the usual one. */
    volatile FakeServer.Script token = (request, exchange) -> {};
    /** Answers registrations. */
    volatile String registration = "{\"client_id\":\"registered\"}";

    /** Answers revocations. */
    volatile int revoked = 200;

    /** The client that it does not know, empty if it knows each. */
    volatile String forgotten = "";

    /** Answers requests for a device code. */
    volatile String device;

    FakeIssuer() throws IOException {
        server = FakeServer.start();
        device = device("ABCD-1234", origin() + "/go", "1");
        metadata = JSON.createObjectNode()
                .put("issuer", origin())
                .put("authorization_endpoint", origin() + "/authorize")
                .put("token_endpoint", origin() + "/token")
                .put("registration_endpoint", origin() + "/register")
                .put("revocation_endpoint", origin() + "/revoke")
                .put("device_authorization_endpoint", origin() + "/device")
                .put("authorization_response_iss_parameter_supported", true);
        metadata.putArray("code_challenge_methods_supported").add("S256");
        metadata.putArray("token_endpoint_auth_methods_supported").add("none").add("client_secret_basic");
        metadata.putArray("response_types_supported").add("code");
        server.before(this::serve);
    }

    String origin() {
        return "http://127.0.0.1:" + server.url().getPort();
    }

    /** Returns what arrived at a path. */
    List<Received> at(String path) {
        return server.received().stream().filter(request -> path(request).equals(path)).toList();
    }

    private void serve(Received request, Exchange exchange) throws IOException, InterruptedException {
        if (!forgotten.isEmpty() && parameters(request.body()).getOrDefault("client_id", "").equals(forgotten)) {
            exchange.json(401, "{\"error\":\"invalid_client\"}");
            return;
        }
        switch (path(request)) {
            case "/.well-known/oauth-authorization-server" -> exchange.json(200, metadata.toString());
            case "/authorize" -> authorize(request, exchange);
            case "/register" -> exchange.json(201, registration);
            case "/revoke" -> exchange.status(revoked);
            case "/token" -> {
                token.answer(request, exchange);
                grant(exchange);
            }
            case "/device" -> exchange.json(200, device);
            default -> exchange.status(404);
        }
    }

    /** Returns the answer to a request for a device code. */
    static String device(String userCode, String page, String interval) {
        return "{\"device_code\":\"canary-device-code\",\"user_code\":\"" + userCode + "\",\"verification_uri\":\""
                + page
                + "\",\"interval\":" + interval + ",\"expires_in\":600}";
    }

    private void grant(Exchange exchange) throws IOException {
        if (!exchange.answered()) {
            exchange.json(200, """
                               {"access_token":"canary-access-%1$d","token_type":"Bearer","expires_in":3600,\
                               "refresh_token":"canary-refresh-%1$d"}""".formatted(tokens.incrementAndGet()));
        }
    }

    private void authorize(Received request, Exchange exchange) throws IOException {
        Map<String, String> asked = parameters(request.target().substring(request.target().indexOf('?') + 1));
        Map<String, String> back = new LinkedHashMap<>();
        back.put("code", "canary-code");
        back.put("state", asked.getOrDefault("state", ""));
        back.put("iss", origin());
        answer.accept(back);
        StringBuilder query = new StringBuilder();
        back.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(java.net.URLEncoder.encode(value, StandardCharsets.UTF_8)));
        exchange.status(302, "Location: " + asked.get("redirect_uri") + "?" + query);
    }

    /** Returns the fields of a form or query. */
    static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] halves = pair.split("=", 2);
            parameters.put(URLDecoder.decode(halves[0], StandardCharsets.UTF_8),
                    halves.length > 1 ? URLDecoder.decode(halves[1], StandardCharsets.UTF_8) : "");
        }
        return parameters;
    }

    static String path(Received request) {
        int query = request.target().indexOf('?');
        return query < 0 ? request.target() : request.target().substring(0, query);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
