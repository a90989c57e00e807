package dev.lanyard.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Is a token endpoint on loopback that rotates refresh tokens: each is good for one use, and a second use ends the whole family
 * (RFC 9700, section 4.14.2).
 */
final class RotatingIssuer implements AutoCloseable {
    private final HttpServer server;
    private final ReentrantLock lock = new ReentrantLock();
    private String current = UUID.randomUUID().toString();
    private long rotations;
    private long reuses;

    private RotatingIssuer(HttpServer server) {
        this.server = server;
    }

    static RotatingIssuer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        RotatingIssuer issuer = new RotatingIssuer(server);
        server.createContext("/token", issuer::token);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return issuer;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    /** Returns the refresh token that is good now; empty once the family has ended. */
    String current() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    long rotations() {
        lock.lock();
        try {
            return rotations;
        } finally {
            lock.unlock();
        }
    }

    long reuses() {
        lock.lock();
        try {
            return reuses;
        } finally {
            lock.unlock();
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        String presented = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                .replace("grant_type=refresh_token&refresh_token=", "");
        String answer = rotate(presented);
        byte[] body = (answer.isEmpty() ? "invalid_grant" : answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.isEmpty() ? 400 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String rotate(String presented) {
        lock.lock();
        try {
            if (current.isEmpty() || !current.equals(presented)) {
                reuses++;
                current = "";
            } else {
                rotations++;
                current = UUID.randomUUID().toString();
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
