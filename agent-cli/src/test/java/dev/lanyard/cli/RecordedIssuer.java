package dev.lanyard.cli;

import dev.lanyard.server.auth.JwtAuthenticator;
import dev.lanyard.server.auth.JwtRules;
import dev.lanyard.server.auth.KeySet;
import dev.lanyard.server.auth.ProtectedResourceMetadata;
import dev.lanyard.server.authorization.AuthorizationServer;
import dev.lanyard.server.authorization.AuthorizationSettings;
import dev.lanyard.server.authorization.TargetResource;
import dev.lanyard.server.authorization.User;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.time.TimeServer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Is a server of tools with an issuer of its own, whose tokens last a second, and which remembers what clients send to it: unlike
 * the playground's, which records no secret. What they send there is what may stand nowhere else.
 */
final class RecordedIssuer implements AutoCloseable {
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    RecordedIssuer() throws IOException {
        server = HttpServer.start(HttpOptions.onPort(0), this::routes);
    }

    private Routes routes(URI origin) {
        Clock clock = Clock.systemUTC();
        URI issuer = URI.create("http://localhost:" + origin.getPort() + "/issuer");
        URI resource = mcp(origin);
        var metadata = new ProtectedResourceMetadata(resource, List.of(issuer.toString()), List.of("read"));
        JwtRules rules = JwtRules.of(issuer.toString(), resource.toString(), "read")
                .withAlgorithms(Set.of("ES256"))
                .withClockSkew(Duration.ofMinutes(1));
        AuthorizationSettings settings = new AuthorizationSettings(issuer,
                List.of(new TargetResource(resource, "Time", Map.of("read", "Tell the time"))),
                List.of(new User("alice", "alice", "Alice Example")), List.of(),
                AuthorizationSettings.DocumentReach.LOOPBACK_TOO, Duration.ofSeconds(1), clock);
        return Routes.none()
                .with("/mcp", TimeServer.endpoint(
                        new JwtAuthenticator(rules, metadata, KeySet.at(URI.create(issuer + "/jwks")), clock), clock))
                .with(metadata.routes())
                .with(recorded(AuthorizationServer.later(issuer, () -> new AuthorizationServer(settings))));
    }

    private static URI mcp(URI origin) {
        return URI.create("http://127.0.0.1:" + origin.getPort() + "/mcp");
    }

    private Routes recorded(Routes routes) {
        Map<String, HttpHandler> recorded = new TreeMap<>();
        routes.handlers().forEach((path, handler) -> recorded.put(path, exchange -> handler.handle(noted(exchange))));
        return new Routes(recorded);
    }

    private HttpExchange noted(HttpExchange exchange) {
        return (HttpExchange) Proxy.newProxyInstance(HttpExchange.class.getClassLoader(),
                new Class<?>[]{HttpExchange.class}, (unused, method, arguments) -> {
                    try {
                        Object result = method.invoke(exchange, arguments);
                        if (result instanceof byte[] body) {
                            bodies.add(new String(body, StandardCharsets.UTF_8));
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Returns the address of the tools. */
    URI mcp() {
        return mcp(server.origin());
    }

    /** Returns every value that a parameter of that name had in what was sent to the issuer. */
    List<String> sent(String parameter) {
        Pattern field = Pattern.compile("(?:^|&)" + Pattern.quote(parameter) + "=([^&]+)");
        return bodies.stream()
                .flatMap(body -> field.matcher(body).results().map(found -> found.group(1)))
                .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
