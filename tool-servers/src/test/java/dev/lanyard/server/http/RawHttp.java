package dev.lanyard.server.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends bytes that well-behaved clients refuse to send, such as a false Host, and returns the whole answer as text. */
public final class RawHttp {
    private RawHttp() {}

    /** Sends a request, whose lines end in {@code \n} here, and reads until the server closes. */
    public static String send(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Sends a GET with one header and returns the status of the answer. */
    public static int statusOf(int port, String path, String headers) throws IOException {
        String answer = send(port, "GET " + path + " HTTP/1.1\n" + headers + "\nConnection: close\n\n");
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }
}
