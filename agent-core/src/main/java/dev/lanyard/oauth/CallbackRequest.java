package dev.lanyard.oauth;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Reads what a browser that comes back to the redirect address asks for (RFC 9112), within bounds. */
final class CallbackRequest {
    private static final int MAX_LINE = 16 << 10;
    private static final int MAX_HEADERS = 100;

    private CallbackRequest() {}

    /**
     * Returns the redirect address with the query that came; empty if the request is for something else, by another method or
     * under another name.
     *
     * @throws IOException if it is no request, or beyond the bounds
     */
    static Optional<URI> read(InputStream stream, URI address) throws IOException {
        InputStream in = new BufferedInputStream(stream);
        String[] request = line(in).split(" ", -1);
        boolean named = false;
        int headers = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (++headers > MAX_HEADERS) {
                throw new IOException("too many headers");
            }
            named |= isHost(header, address);
        }
        return named && request.length == 3 && request[0].equals("GET")
                ? received(request[1], address)
                : Optional.empty();
    }

    /** A page of another site must not reach us under a name of its own (DNS rebinding). */
    private static boolean isHost(String header, URI address) {
        String lower = header.toLowerCase(Locale.ROOT).replace(" ", "");
        return lower.equals("host:127.0.0.1:" + address.getPort())
                || lower.equals("host:localhost:" + address.getPort());
    }

    private static Optional<URI> received(String target, URI address) {
        try {
            URI received = new URI(target);
            return received.isAbsolute() || !address.getPath().equals(received.getPath())
                    ? Optional.empty()
                    : Optional.of(
                            URI.create(address + "?" + (received.getRawQuery() == null ? "" : received.getRawQuery())));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.size() >= MAX_LINE) {
                throw new IOException("not a request");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
