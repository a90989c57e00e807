package dev.lanyard.server.authorization;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpRefusal;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Carries Nimbus's messages over HTTP. */
public final class OAuthMessages {
    private OAuthMessages() {}

    /**
     * Returns a request as Nimbus reads it, with the headers named.
     *
     * @throws HttpRefusal with 405 if the method is neither GET nor POST, with 400 if a header is malformed
     * @throws IOException if the client went away
     */
    public static HTTPRequest request(HttpExchange exchange, String... headers) throws IOException {
        exchange.allow("GET", "POST");
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.valueOf(exchange.method()),
                URI.create(exchange.origin() + exchange.path()));
        exchange.header("Authorization").ifPresent(request::setAuthorization);
        for (String name : headers) {
            exchange.header(name).ifPresent(value -> request.setHeader(name, value));
        }
        try {
            request.setContentType(exchange.header("Content-Type").orElse(ContentType.TEXT_PLAIN.toString()));
        } catch (ParseException malformed) {
            throw new HttpRefusal(400, "invalid_request", "The header Content-Type is malformed.");
        }
        request.setBody(new String(exchange.body(), StandardCharsets.UTF_8));
        return request;
    }

    /**
     * Answers with a message of Nimbus.
     *
     * @throws IOException if the client went away
     */
    public static void respond(HttpExchange exchange, HTTPResponse response) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        response.getHeaderMap().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        String body = response.getBody();
        exchange.respond(response.getStatusCode(), headers,
                body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers requests of clients; refusals have the shape of RFC 6749, section 5.2. */
    @FunctionalInterface
    interface Answering {
        HTTPResponse answer(HTTPRequest request) throws ParseException;
    }

    /** Returns a handler of POST requests, whose answers are for nobody else (RFC 6749, section 5.1). */
    static HttpHandler post(Answering endpoint) {
        return exchange -> {
            exchange.allow("POST");
            exchange.form();
            HTTPRequest request = request(exchange);
            HTTPResponse response;
            try {
                response = endpoint.answer(request);
            } catch (OAuthRefusal refusal) {
                response = refuse(refusal.error(), request.getAuthorization() != null);
            } catch (ParseException malformed) {
                ErrorObject error = malformed.getErrorObject();
                response = refuse(error == null ? OAuth2Error.INVALID_REQUEST : error,
                        request.getAuthorization() != null);
            }
            response.setCacheControl("no-store");
            response.setPragma("no-cache");
            respond(exchange, response);
        };
    }

    /** RFC 6749, section 5.2: who came with an Authorization header is told which scheme to use. */
    private static HTTPResponse refuse(ErrorObject error, boolean byHeader) {
        boolean client = OAuth2Error.INVALID_CLIENT_CODE.equals(error.getCode());
        HTTPResponse response = new HTTPResponse(client ? HTTPResponse.SC_UNAUTHORIZED : HTTPResponse.SC_BAD_REQUEST);
        if (client && byHeader) {
            response.setWWWAuthenticate("Basic realm=\"token\"");
        }
        response.setEntityContentType(ContentType.APPLICATION_JSON);
        response.setBody(error.toJSONObject().toJSONString());
        return response;
    }
}
