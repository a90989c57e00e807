package dev.lanyard.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Is an HTTP answer whose body is still to be read; closing it lets the connection go. */
final class HttpReply implements AutoCloseable {
    private static final int ERROR_BODY_BYTES = 64 << 10;

    private final HttpResponse<InputStream> response;
    private final InputStream body;
    private final Presented presented;

    HttpReply(HttpResponse<InputStream> response, Presented presented) {
        this.presented = presented;
        this.response = response;
        this.body = response.body();
    }

    int status() {
        return response.statusCode();
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** Returns the values of {@code WWW-Authenticate}, without what they repeat of the credential. */
    List<String> challenges() {
        return response.headers().allValues("WWW-Authenticate").stream().map(presented::without).toList();
    }

    /** Returns the media type in lower case without parameters, empty if there is none. */
    String mediaType() {
        return header("Content-Type").map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)).orElse("");
    }

    /** Returns the body, which is not buffered. */
    InputStream body() {
        return body;
    }

    /** Returns the whole body as text. */
    String text(int maxBytes) throws IOException {
        // To read any other stream takes a buffer of 16 KiB at least.
        byte[] bytes = body instanceof ByteArrayInputStream whole
                ? whole.readAllBytes()
                : body.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new MessageTooLarge(maxBytes);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns as much of the body of an error as is worth reading. */
    String errorText() throws IOException {
        return new String(body.readNBytes(ERROR_BODY_BYTES), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // The answer has been used; how its connection ends changes nothing.
        }
    }
}
