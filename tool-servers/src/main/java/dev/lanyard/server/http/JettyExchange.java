package dev.lanyard.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** An exchange on Jetty's request and response. */
final class JettyExchange implements HttpExchange {
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

    private static final long MAX_DISCARDED_BYTES = 4L * 1024 * 1024;

    private final Request request;
    private final Response response;
    private final int maxBodyBytes;
    private final String host;
    private final DisconnectWatch disconnects;
    /** Never closed: closing early would fail the request, and Jetty releases what is left. */
    private final InputStream content;
    private byte @Nullable [] body;
    private boolean answered;
    private DisconnectWatch.@Nullable Watched watched;

    JettyExchange(Request request, Response response, int maxBodyBytes, String host,
            DisconnectWatch disconnects) {
        this.request = request;
        this.response = response;
        this.maxBodyBytes = maxBodyBytes;
        this.host = host;
        this.disconnects = disconnects;
        this.content = Content.Source.asInputStream(request);
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return request.getHttpURI().getCanonicalPath();
    }

    @Override
    public URI origin() {
        return URI.create(request.getHttpURI().getScheme() + "://" + host.toLowerCase(Locale.ROOT));
    }

    @Override
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    @Override
    public Parameters query() {
        return Parameters.parse(Objects.requireNonNullElse(request.getHttpURI().getQuery(), ""));
    }

    @Override
    public byte[] body() throws IOException {
        if (body == null) {
            body = read();
        }
        return body;
    }

    private byte[] read() throws IOException {
        HttpRefusal tooLarge = new HttpRefusal(413, "content_too_large",
                "The body has more than " + maxBodyBytes + " bytes.");
        if (request.getLength() > maxBodyBytes) {
            throw tooLarge;
        }
        byte[] bytes = content.readNBytes(maxBodyBytes + 1);
        if (bytes.length > maxBodyBytes) {
            throw tooLarge;
        }
        return bytes;
    }

    /**
     * Reads on to the end of a body that nobody wants. Closing on a client that still sends could reset the connection
     * before the client sees why (RFC 9112, section 9.6). Beyond 4 MiB it is closed all the same.
     */
    private void discardBody() throws IOException {
        if (request.getLength() <= MAX_DISCARDED_BYTES) {
            long left = MAX_DISCARDED_BYTES;
            for (long skipped = 1; skipped > 0 && left > 0; left -= skipped) {
                skipped = content.skip(left);
            }
        }
    }

    @Override
    public Parameters form() throws IOException {
        String type = header("Content-Type").orElse("").split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase("application/x-www-form-urlencoded")) {
            throw new HttpRefusal(415, "unsupported_media_type", "Send application/x-www-form-urlencoded.");
        }
        return Parameters.parse(new String(body(), StandardCharsets.UTF_8));
    }

    @Override
    public void onDisconnect(Runnable action) throws IOException {
        body();
        stopWatching();
        watched = disconnects.watch(request.getConnectionMetaData().getConnection(), action);
    }

    /** Leaves the connection to Jetty; to be called before Jetty is told that the answer is complete. */
    void stopWatching() {
        if (watched != null) {
            watched.stop();
            watched = null;
        }
    }

    @Override
    public void addHeader(String name, String value) {
        response.getHeaders().add(name, singleLine(value));
    }

    @Override
    public void respond(int status, Map<String, String> headers, byte[] answer) throws IOException {
        begin(status);
        headers.forEach((name, value) -> response.getHeaders().put(name, singleLine(value)));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(answer));
    }

    @Override
    public void respondHtml(int status, String html) throws IOException {
        if (!response.getHeaders().contains("Content-Security-Policy")) {
            addHeader("Content-Security-Policy", PAGE_POLICY);
        }
        respond(status, Map.of("Content-Type", "text/html;charset=utf-8"), html.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public EventStream openEventStream() throws IOException {
        begin(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        return new EventStream(Content.Sink.asOutputStream(response),
                () -> request.getConnectionMetaData().getConnection().getEndPoint().close());
    }

    /** Returns whether an answer has been started. */
    boolean isAnswered() {
        return answered;
    }

    private void begin(int status) throws IOException {
        if (answered) {
            throw new IllegalStateException("The request has been answered already.");
        }
        answered = true;
        discardBody();
        response.setStatus(status);
    }

    private static String singleLine(String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("A header value holds a control character.");
        }
        return value;
    }
}
