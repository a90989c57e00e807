package dev.lanyard.oauth;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Waits on 127.0.0.1 for the browser to come back (RFC 8252, sections 7.3 and 8.3). It takes one answer, the first that carries
 * the right state, and is closed by whoever opened it. Nothing that was received is shown on its page.
 */
final class CallbackServer implements AutoCloseable {
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
            boolean taken = CallbackRequest.read(connection.getInputStream(), address).map(this::taken).orElse(false);
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

    private boolean taken(URI received) {
        return ours.test(received) && answer.complete(received);
    }
}
