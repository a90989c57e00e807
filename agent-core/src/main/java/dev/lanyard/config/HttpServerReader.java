package dev.lanyard.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a server that is reached over HTTP. */
final class HttpServerReader {
    private final Substitution substitution;
    private final UrlReader urls;
    private final AuthReader auths;
    private final HeaderRules headerRules;
    private final Findings findings;

    HttpServerReader(Substitution substitution, UrlReader urls, AuthReader auths, Findings findings) {
        this.substitution = substitution;
        this.urls = urls;
        this.auths = auths;
        this.headerRules = new HeaderRules(substitution, findings);
        this.findings = findings;
    }

    /** Returns the server, or empty after adding a problem. */
    Optional<ServerConfig> read(String name, JsonObject server, boolean trusted) {
        Place place = Place.ofServer(name, server.path("url"));
        Optional<Endpoint> endpoint = server.requiredText("url").flatMap(raw -> urls.read(raw, place));
        Map<String, SecretRef> headers = new LinkedHashMap<>();
        server.texts("headers")
                .forEach((header, raw) -> headers.put(header,
                        substitution.secret(raw, place.at(server.path("headers." + header)))));
        headerRules.check(headers, server.path("headers"));
        Optional<AuthConfig> auth = auth(server, place);
        if (endpoint.isEmpty() || auth.isEmpty()) {
            return Optional.empty();
        }
        Endpoint where = endpoint.get();
        if (auth.get() instanceof AuthConfig.Discovered && !where.query().isEmpty()) {
            // Keys travel in the query, so that the server is not one that nothing is said about.
            auth = Optional.of(new AuthConfig.None());
        }
        ServerConfig.Http http = new ServerConfig.Http(name, where.url(), where.query(), headers, auth.get(), trusted,
                where.shown());
        checkExposure(http, server.path("url"));
        checkTwoCredentials(http, server);
        return Optional.of(http);
    }

    /** VS Code writes what it knows about a sign-in beside the address, as {@code "oauth": {"clientId": …}}. */
    private Optional<AuthConfig> auth(JsonObject server, Place place) {
        if (server.has("auth") && server.has("oauth")) {
            findings.problem(server.path("oauth"), "The server has both 'auth' and 'oauth'.", "Keep one of them.");
            return Optional.empty();
        }
        if (server.has("auth")) {
            return server.object("auth").flatMap(object -> auths.read(object, place));
        }
        return server.has("oauth")
                ? server.object("oauth").flatMap(object -> auths.readOAuth(object, place))
                : Optional.of(server.has("headers") ? new AuthConfig.None() : new AuthConfig.Discovered());
    }

    /** Headers and query parameters all count as credentials, because no name says for sure that one is none. */
    private void checkExposure(ServerConfig.Http http, String path) {
        if (!Loopback.isExposed(http.url())) {
            return;
        }
        if (http.headers().isEmpty() && http.query().isEmpty() && isUnauthorized(http.auth())) {
            findings.warning(path, "What is sent to '" + Origins.of(http.url()) + "' is not encrypted.");
        } else {
            findings.problem(path,
                    "Server '" + http.name() + "' would get its credential or headers over http, readable on the way.",
                    "Use https, or http only on this machine (localhost, 127.0.0.1).");
        }
    }

    private static boolean isUnauthorized(AuthConfig auth) {
        return auth instanceof AuthConfig.None || auth instanceof AuthConfig.Discovered;
    }

    private void checkTwoCredentials(ServerConfig.Http http, JsonObject server) {
        switch (http.auth()) {
            case AuthConfig.None none -> {
            }
            case AuthConfig.Discovered discovered -> {
            }
            case AuthConfig.OnBehalfOf behalf -> checkFree(http, "Authorization", server);
            case AuthConfig.User user -> checkFree(http, "Authorization", server);
            case AuthConfig.ManagedIdentity managed -> checkFree(http, "Authorization", server);
            case AuthConfig.OAuth oauth -> checkFree(http, "Authorization", server);
            case AuthConfig.TokenExchange exchange -> checkFree(http, "Authorization", server);
            case AuthConfig.Enterprise enterprise -> checkFree(http, "Authorization", server);
            case AuthConfig.WorkloadIdentity workload -> checkFree(http, "Authorization", server);
            case AuthConfig.ClientCredentials credentials -> checkFree(http, "Authorization", server);
            case AuthConfig.Key key -> {
                checkFree(http, "Authorization", server);
                switch (key.placement()) {
                    case AuthConfig.Placement.Header header -> {
                        if (!header.name().equalsIgnoreCase("Authorization")) {
                            checkFree(http, header.name(), server);
                        }
                    }
                    case AuthConfig.Placement.Query query -> {
                        if (http.query().containsKey(query.name())) {
                            findings.problem(server.path("auth"),
                                    "Query parameter '" + query.name() + "' is set by both 'url' and 'auth'.",
                                    "Remove one of them.");
                        }
                    }
                }
            }
        }
    }

    private void checkFree(ServerConfig.Http http, String header, JsonObject server) {
        if (http.headers().keySet().stream().anyMatch(header::equalsIgnoreCase)) {
            findings.problem(server.path("auth"),
                    "Server '" + http.name() + "' has both 'auth' and a header '" + header + "'.",
                    "Remove one of them.");
        }
    }
}
