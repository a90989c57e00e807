package dev.lanyard.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Is an MCP server whose every byte a test decides, and which remembers every request that reached it. Without a script it
 * greets, takes notifications and ends sessions. One connection a request.
 */
public final class FakeServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_MILLIS = 20_000;

    /** A request as it arrived; header names are in lower case. */
    public record Received(String method, String target, Map<String, String> headers, String body) {
        /** Returns the JSON body, a missing node if there is none. */
        public JsonNode json() {
            try {
                return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
            } catch (JsonProcessingException e) {
                return MissingNode.getInstance();
            }
        }

        /** Returns the JSON-RPC method, the HTTP method where there is none. */
        public String rpc() {
            return json().path("method").asText(method);
        }

        /** Returns a header, empty if it was not sent. */
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** Answers one request. */
    @FunctionalInterface
    public interface Script {
        /** Writes the answer. */
        void answer(Received request, Exchange exchange) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final List<Received> received = new ArrayList<>();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Socket> open = new ArrayList<>();
    private final AtomicInteger sessions = new AtomicInteger();
    private volatile Script before = (request, exchange) -> {};

    private FakeServer(ServerSocket socket) {
        this.socket = socket;
        on("initialize",
                (request, exchange) -> exchange.json(200, exchange.message(INITIALIZED),
                        "Mcp-Session-Id: session-" + sessions.incrementAndGet()));
        on("DELETE", (request, exchange) -> exchange.status(200));
    }

    private static final String INITIALIZED = """
                                              "result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},\
                                              "serverInfo":{"name":"fake","version":"1"},"instructions":"be kind"}""";

    /** Starts a server on a free port of the loopback address. */
    public static FakeServer start() throws IOException {
        return startAt(0);
    }

    /** Starts a server on a port of the loopback address, such as that of one that died. */
    public static FakeServer startAt(int port) throws IOException {
        FakeServer server = new FakeServer(new ServerSocket(port, 200, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    /** Scripts the answer to a JSON-RPC method, or to an HTTP method that carries none. */
    public FakeServer on(String rpc, Script script) {
        scripts.put(rpc, script);
        return this;
    }

    /** Scripts the answer to a JSON-RPC method as a result. */
    public FakeServer result(String rpc, String result) {
        return on(rpc, (request, exchange) -> exchange.result(result));
    }

    /** Lets a script see every request first; if it answers, that is the answer. */
    public FakeServer before(Script script) {
        before = script;
        return this;
    }

    /** Returns the endpoint. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/mcp");
    }

    /** Returns everything received so far. */
    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** Returns the requests of one JSON-RPC or HTTP method received so far. */
    public List<Received> received(String rpc) {
        return received().stream().filter(request -> request.rpc().equals(rpc)).toList();
    }

    /** Waits for a request of one JSON-RPC or HTTP method and returns the first. */
    public Received await(String rpc) throws InterruptedException {
        return await(request -> request.rpc().equals(rpc));
    }

    /** Waits for a request and returns the first that fits. */
    public Received await(Predicate<Received> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        synchronized (received) {
            while (true) {
                var found = received.stream().filter(wanted).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("Not received; what came was " + received);
                }
                received.wait(left);
            }
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                synchronized (open) {
                    open.add(connection);
                }
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Received request = read(new BufferedInputStream(connection.getInputStream()));
            synchronized (received) {
                received.add(request);
                received.notifyAll();
            }
            Exchange exchange = new Exchange(request, connection.getOutputStream());
            before.answer(request, exchange);
            if (!exchange.begun) {
                Script fallback = (asked, answer) -> answer
                        .status(asked.rpc().startsWith("notifications/") ? 202 : 405);
                Script script = request.json().has("method") || !request.method().equals("POST")
                        ? scripts.getOrDefault(request.rpc(), fallback)
                        : (asked, answer) -> answer.status(202);
                script.answer(request, exchange);
            }
            connection.shutdownOutput();
        } catch (IOException e) {
            // The client went away, which is for the test to judge.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Received read(InputStream in) throws IOException {
        String[] start = line(in).split(" ", -1);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Received(start[0], start.length > 1 ? start[1] : "", headers, body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the request ended early");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        die();
    }

    /** Stops listening and cuts every connection. */
    public void die() throws IOException {
        socket.close();
        synchronized (open) {
            for (Socket connection : open) {
                connection.close();
            }
        }
    }

    /** Writes one answer. */
    public static final class Exchange {
        private final Received request;
        private final OutputStream out;
        private boolean begun;

        private Exchange(Received request, OutputStream out) {
            this.request = request;
            this.out = out;
        }

        /** Says whether anything has been written. */
        public boolean answered() {
            return begun;
        }

        /** Returns a JSON-RPC answer to this request with the given members, such as {@code "result":{}}. */
        public String message(String members) {
            return "{\"jsonrpc\":\"2.0\",\"id\":" + request.json().path("id") + "," + members + "}";
        }

        /** Answers with a result. */
        public void result(String result) throws IOException {
            json(200, message("\"result\":" + result));
        }

        /** Answers with a JSON body. */
        public void json(int status, String body, String... headers) throws IOException {
            body(status, "application/json", body.getBytes(StandardCharsets.UTF_8), headers);
        }

        /** Answers with any body. */
        public void body(int status, String type, byte[] body, String... headers) throws IOException {
            head(status, "Content-Type: " + type, "Content-Length: " + body.length, String.join("\r\n", headers));
            raw(body);
        }

        /** Answers without a body. */
        public void status(int status, String... headers) throws IOException {
            head(status, "Content-Length: 0", String.join("\r\n", headers));
        }

        /** Begins a stream of events, which ends with the script. */
        public Exchange stream() throws IOException {
            head(200, "Content-Type: text/event-stream");
            return this;
        }

        /** Writes one event. */
        public Exchange event(String data) throws IOException {
            raw(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /** Writes a status line and headers. */
        public void head(int status, String... headers) throws IOException {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\nConnection: close\r\n");
            for (String header : headers) {
                head.append(header.isEmpty() ? "" : header + "\r\n");
            }
            raw(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        }

        /** Writes bytes as they are. */
        public void raw(byte[] bytes) throws IOException {
            begun = true;
            out.write(bytes);
            out.flush();
        }
    }
}
