package dev.lanyard.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request and the way to answer it. Not safe for use by several threads; reading and answering may block. */
public interface HttpExchange {
    /** Returns the method in capitals, such as {@code POST}. */
    String method();

    /** Returns the path without query, dot segments resolved, such as {@code /reverse/mcp}. */
    String path();

    /**
     * Returns the origin under which the client reached this server, such as {@code http://localhost:8000}. The host has
     * been checked against those allowed.
     */
    URI origin();

    /** Returns every value of a header, one for each time it was sent; empty if it is absent. */
    List<String> headers(String name);

    /**
     * Returns the value of a header, or nothing if it is absent.
     *
     * @throws HttpRefusal with 400 if the header was sent more than once
     */
    default Optional<String> header(String name) {
        List<String> values = headers(name);
        if (values.size() > 1) {
            throw new HttpRefusal(400, "invalid_request", "The header " + name + " is there more than once.");
        }
        return values.stream().findFirst();
    }

    /** Returns the parameters of the query. */
    Parameters query();

    /**
     * Reads and returns the whole body.
     *
     * @throws HttpRefusal with 413 if it is larger than the server allows (RFC 9110, section 15.5.14)
     * @throws IOException if the client went away
     */
    byte[] body() throws IOException;

    /**
     * Reads the body as a form.
     *
     * @throws HttpRefusal with 415 if it is not {@code application/x-www-form-urlencoded}, with 413 if it is too large
     * @throws IOException if the client went away
     */
    Parameters form() throws IOException;

    /**
     * Refuses every method but those named.
     *
     * @throws HttpRefusal with 405 and {@code Allow} (RFC 9110, section 15.5.6)
     */
    default void allow(String... methods) {
        if (!List.of(methods).contains(method())) {
            throw new HttpRefusal(405, "method_not_allowed", "This path takes " + String.join(", ", methods) + ".",
                    Map.of("Allow", String.join(", ", methods)));
        }
    }

    /**
     * Runs an action, on a thread of its own and once at most, if the client goes away before it has been answered; that
     * is noticed within about a quarter of a second. Reads the body to its end.
     *
     * @throws HttpRefusal with 413 if the body is larger than the server allows
     * @throws IOException if the client went away already
     */
    void onDisconnect(Runnable action) throws IOException;

    /** Adds a header to the answer that is sent later, beside those of the same name. */
    void addHeader(String name, String value);

    /**
     * Answers with these headers, in addition to those added before, and this body.
     *
     * @throws IOException if the client went away
     */
    void respond(int status, Map<String, String> headers, byte[] body) throws IOException;

    /**
     * Answers with a JSON body.
     *
     * @throws IOException if the client went away
     */
    default void respondJson(int status, JsonNode body) throws IOException {
        respond(status, Map.of("Content-Type", "application/json"), StrictJson.write(body));
    }

    /**
     * Answers with a page that may use inline styles but no script and no frame; a {@code Content-Security-Policy} added
     * before replaces that policy.
     *
     * @throws IOException if the client went away
     */
    void respondHtml(int status, String html) throws IOException;

    /**
     * Answers 303 so that the client goes on with a GET at another place (RFC 9110, section 15.4.4).
     *
     * @throws IOException if the client went away
     */
    default void redirect(URI location) throws IOException {
        respond(303, Map.of("Location", location.toASCIIString()), new byte[0]);
    }

    /**
     * Answers 200 with a stream of events; the caller closes it.
     *
     * @throws IOException if the client went away
     */
    EventStream openEventStream() throws IOException;
}
