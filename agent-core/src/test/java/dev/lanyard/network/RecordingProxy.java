package dev.lanyard.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Is an HTTP proxy on the loopback address that forwards everything, tunnels (RFC 9110, section 9.3.6) and plain requests
 * alike, to one server each whatever host was asked for, and keeps every byte that came to it in clear.
 */
public final class RecordingProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int plainPort;
    private final int tlsPort;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> received = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> login = new AtomicReference<>("");

    private RecordingProxy(ServerSocket listener, int plainPort, int tlsPort) {
        this.listener = listener;
        this.plainPort = plainPort;
        this.tlsPort = tlsPort;
    }

    /** Starts a proxy in front of a server's plain and TLS port on this machine. */
    public static RecordingProxy start(int plainPort, int tlsPort) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        RecordingProxy proxy = new RecordingProxy(listener, plainPort, tlsPort);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    /** Asks for {@code Proxy-Authorization: Basic} with these credentials from now on, base64 of {@code user:password}. */
    public void wants(String base64) {
        login.set(base64);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Returns the head of each request in the order in which they came. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    /** Returns the first line of each request. */
    public List<String> requests() {
        return heads.stream().map(head -> head.lines().findFirst().orElse("")).toList();
    }

    /** Returns every byte that clients sent, tunnelled ones included, as Latin-1. */
    public String everything() {
        StringBuilder all = new StringBuilder();
        received.forEach(bytes -> all.append(bytes.toString(StandardCharsets.ISO_8859_1)));
        return all.toString();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // The listener was closed.
        }
    }

    private void serve(Socket client) {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        received.add(seen);
        try (client) {
            String head = head(client.getInputStream(), seen);
            while (!head.isEmpty()) {
                heads.add(head);
                if (!login.get().isEmpty()
                        && !head.contains("\r\nProxy-Authorization: Basic " + login.get() + "\r\n")) {
                    say(client, String.join("\r\n", "HTTP/1.1 407 Proxy Authentication Required",
                            "Proxy-Authenticate: Basic realm=\"proxy\"", "Content-Length: 0", "", ""));
                    head = head(client.getInputStream(), seen);
                    continue;
                }
                boolean tunnel = head.startsWith("CONNECT ");
                try (Socket server = new Socket(InetAddress.getLoopbackAddress(), tunnel ? tlsPort : plainPort)) {
                    sockets.add(server);
                    if (tunnel) {
                        say(client, "HTTP/1.1 200 Connection established\r\n\r\n");
                    } else {
                        say(server, straight(head));
                    }
                    Thread.ofVirtual().start(() -> copy(server, client, new ByteArrayOutputStream()));
                    copy(client, server, seen);
                    return;
                }
            }
        } catch (IOException e) {
            // One of the two is gone.
        }
    }

    /** Makes of a request to a proxy one to a server that closes after it (RFC 9112, section 3.2.2). */
    private static String straight(String head) {
        return head.replaceFirst("^(\\S+) http://[^/ ]+", "$1 ")
                .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
    }

    private static String head(InputStream in, ByteArrayOutputStream seen) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            seen.write(next);
            head.append((char) next);
        }
        return head.toString();
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static void copy(Socket from, Socket to, ByteArrayOutputStream seen) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                seen.write(buffer, 0, read);
                out.write(buffer, 0, read);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
