package dev.lanyard.oauth;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Sends one request to an address that has been checked, not to whatever the host's name leads to a moment later (DNS
 * rebinding). The platform's HTTP client looks the name up by itself, which is why it cannot be used here.
 */
final class PinnedConnection {
    private PinnedConnection() {}

    static Incoming exchange(Outgoing request, List<InetAddress> checked, SSLContext tls, int timeoutMillis)
            throws IOException {
        URI target = request.target();
        boolean secure = "https".equalsIgnoreCase(target.getScheme());
        int port = target.getPort() >= 0 ? target.getPort() : secure ? 443 : 80;
        try (Socket plain = connected(checked, port, timeoutMillis)) {
            plain.setSoTimeout(timeoutMillis);
            Socket socket = secure ? secured(plain, target.getHost(), port, tls) : plain;
            write(request, socket.getOutputStream());
            return Incoming.read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private static Socket connected(List<InetAddress> checked, int port, int timeoutMillis) throws IOException {
        IOException last = new IOException("its host has no address");
        for (InetAddress address : checked) {
            Socket socket = new Socket(java.net.Proxy.NO_PROXY);
            try {
                socket.connect(new InetSocketAddress(address, port), timeoutMillis);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    private static Socket secured(Socket plain, String host, int port, SSLContext tls) throws IOException {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, name, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void write(Outgoing request, OutputStream out) throws IOException {
        URI target = request.target();
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        String path = target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        StringBuilder head = new StringBuilder(request.method()).append(' ').append(path);
        if (target.getRawQuery() != null) {
            head.append('?').append(target.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(target.getRawAuthority()).append("\r\nConnection: close\r\n");
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            if ((header.getKey() + header.getValue()).chars().anyMatch(Character::isISOControl)) {
                throw new IOException("the request does not fit into HTTP headers");
            }
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(head)) {
            throw new IOException("the request does not fit into HTTP headers");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }
}
