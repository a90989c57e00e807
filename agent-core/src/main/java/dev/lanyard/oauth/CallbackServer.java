package dev.lanyard.oauth;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Waits on 127.0.0.1 for the browser to come back (RFC 8252, sections 7.3 and 8.3). It takes one answer, the first that carries
 * the right state, and is closed by whoever opened it. Nothing that was received is shown on its page.
 */
final class CallbackServer implements AutoCloseable {
    private static final int MAX_LINE = 16 << 10;
    private static final int MAX_HEADERS = 100;
    private static final int READ_MILLIS = 5_000;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final ServerSocket socket;
    private final URI address;
    private final Predicate<URI> ours;
    private final CompletableFuture<URI> answer = new CompletableFuture<>();

    private CallbackServer(ServerSocket socket, URI address, Predicate<URI> ours) {
        this.socket = socket;
        this.address = address;
        this.ours = ours;
    }

    /** Returns a socket on the preferred port, or on any if that is taken. */
    static ServerSocket bind(int preferred) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(LOOPBACK);
        try {
            return new ServerSocket(preferred, 20, loopback);
        } catch (IOException e) {
            if (preferred == 0) {
                throw e;
            }
            return new ServerSocket(0, 20, loopback);
        }
    }

    /**
     * Starts to listen.
     *
     * @param address where the browser is sent to
     * @param ours says whether an answer belongs to this sign-in
     */
    static CallbackServer open(ServerSocket socket, URI address, Predicate<URI> ours) {
        CallbackServer server = new CallbackServer(socket, address, ours);
        Thread.ofVirtual().name("lanyard-callback").start(server::accept);
        return server;
    }

    /** Returns the address that the browser came back to; never fails. */
    CompletableFuture<URI> answer() {
        return answer;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed then.
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                if (socket.isClosed()) {
                    connection.close();
                    return;
                }
                Thread.ofVirtual().name("lanyard-callback").start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout(READ_MILLIS);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            String[] request = line(in).split(" ", -1);
            boolean host = false;
            int headers = 0;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                if (++headers > MAX_HEADERS) {
                    throw new IOException("too many headers");
                }
                host |= isHost(header);
            }
            boolean taken = host && request.length == 3 && request[0].equals("GET") && taken(request[1]);
            byte[] page = (taken ? CallbackPage.DONE : CallbackPage.NOTHING).getBytes(StandardCharsets.UTF_8);
            connection.getOutputStream()
                    .write(("HTTP/1.1 " + (taken ? "200 OK" : "404 Not Found") + "\r\n" + CallbackPage.HEADERS
                            + "Content-Length: " + page.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().write(page);
            connection.getOutputStream().flush();
        } catch (IOException e) {
            // A visitor that is no browser; the sign-in goes on waiting.
        }
    }

    /** A page of another site must not reach us under a name of its own (DNS rebinding). */
    private boolean isHost(String header) {
        String lower = header.toLowerCase(java.util.Locale.ROOT).replace(" ", "");
        return lower.equals("host:127.0.0.1:" + address.getPort())
                || lower.equals("host:localhost:" + address.getPort());
    }

    private boolean taken(String target) {
        try {
            URI received = new URI(target);
            if (received.isAbsolute() || !address.getPath().equals(received.getPath())) {
                return false;
            }
            URI whole = URI.create(address + "?" + (received.getRawQuery() == null ? "" : received.getRawQuery()));
            return ours.test(whole) && answer.complete(whole);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return false;
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
