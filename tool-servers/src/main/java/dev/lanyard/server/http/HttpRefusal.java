package dev.lanyard.server.http;

import java.util.Map;

/**
 * Ends a request with an error status and a short JSON body, {@code {"error":"not_found","error_description":"…"}}.
 *
 * <p>The shape is that of RFC 6749, section 5.2, so that OAuth endpoints can use it as well. The description is shown to
 * the client: it never holds a secret or the name of a class.
 */
public final class HttpRefusal extends RuntimeException {
    private final int status;
    private final String error;
    private final String description;
    private final transient Map<String, String> headers;

    /**
     * Creates a refusal.
     *
     * @param status the HTTP status, 400 to 599
     * @param error a stable word for programs, such as {@code invalid_token}
     * @param description what is wrong and what to do, for people
     * @param headers further headers of the answer
     */
    public HttpRefusal(int status, String error, String description, Map<String, String> headers) {
        super(status + " " + error + ": " + description, null, false, false);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("A refusal has a status from 400 to 599, not " + status + ".");
        }
        this.status = status;
        this.error = error;
        this.description = description;
        this.headers = Map.copyOf(headers);
    }

    /** Creates a refusal without further headers. */
    public HttpRefusal(int status, String error, String description) {
        this(status, error, description, Map.of());
    }

    /** Returns the refusal of a path that nothing is served at. */
    static HttpRefusal nothingHere() {
        return new HttpRefusal(404, "not_found", "Nothing is served at this path.");
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the stable word for programs. */
    public String error() {
        return error;
    }

    /** Returns the explanation for people. */
    public String description() {
        return description;
    }

    /** Returns the further headers of the answer. */
    public Map<String, String> headers() {
        return headers;
    }
}
