package dev.lanyard.server.http;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * A running HTTP server. Each request gets a virtual thread; its Host and Origin are checked before any handler sees
 * it.
 *
 * <p>Whoever starts it closes it. Safe for use by several threads.
 */
public final class HttpServer implements AutoCloseable {
    /** VirtualThreadPool allows 200 tasks at once unless told otherwise, and an open stream is a task. */
    private static final int MAX_TASKS = 20_000;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final long IDLE_MILLIS = 60_000;
    /** Many clients that come back at once, after a restart, must not be reset because the default queue holds 50. */
    private static final int ACCEPT_QUEUE = 1_024;
    /** What the system keeps for a client that does not read; it would go up to 4 MB for each unless told otherwise. */
    private static final int SEND_BUFFER_BYTES = 128 * 1024;

    private final Server jetty;
    private final URI origin;
    private final @Nullable URI tlsOrigin;

    private HttpServer(Server jetty, URI origin, @Nullable URI tlsOrigin) {
        this.jetty = jetty;
        this.origin = origin;
        this.tlsOrigin = tlsOrigin;
    }

    /**
     * Starts a server. The port is taken first, then the routes are asked for, so that documents can name the server's
     * own origin; nothing is answered before they are there.
     *
     * @param options where and how to listen
     * @param routes gives the routes for the server's own origin, such as {@code http://localhost:8000}
     * @throws IOException if a port cannot be taken
     */
    public static HttpServer start(HttpOptions options, Function<URI, Routes> routes) throws IOException {
        VirtualThreadPool threads = new VirtualThreadPool(MAX_TASKS);
        threads.setName("http");
        Server jetty = new Server(threads);
        jetty.setErrorHandler(new JettyErrors());
        ServerConnector plain = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(configuration()));
        listen(plain, options, options.port());
        ServerConnector secure = null;
        HttpOptions.Tls tls = options.tls();
        try {
            if (tls != null) {
                secure = secureConnector(jetty, tls);
                listen(secure, options, tls.port());
            }
            URI origin = URI.create("http://localhost:" + plain.getLocalPort());
            DisconnectWatch disconnects = new DisconnectWatch(jetty.getScheduler(), threads);
            jetty.setHandler(new JettyRouter(options, routes.apply(origin), disconnects));
            jetty.start();
            URI tlsOrigin = secure == null ? null : URI.create("https://localhost:" + secure.getLocalPort());
            return new HttpServer(jetty, origin, tlsOrigin);
        } catch (Exception failure) {
            plain.close();
            if (secure != null) {
                secure.close();
            }

            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IOException("The server did not start.", failure);
        }
    }

    /** Returns where the server is reached over HTTP, such as {@code http://localhost:8000}, without a path. */
    public URI origin() {
        return origin;
    }

    /** Returns where the server is reached over HTTPS, or nothing if it was started without a certificate. */
    public Optional<URI> tlsOrigin() {
        return Optional.ofNullable(tlsOrigin);
    }

    /** Stops listening and cuts what is running. */
    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("The server did not stop.", failure);
        }
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
        return configuration;
    }

    private static ServerConnector secureConnector(Server jetty, HttpOptions.Tls tls) {
        HttpConfiguration configuration = configuration();
        // Which names are answered to is decided by AddressGuard, for both schemes alike.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setSslContext(Objects.requireNonNull(tls.context()));
        return new ServerConnector(jetty, null, null, null, 1, 1,
                AbstractConnectionFactory.getFactories(context,
                        new HttpConnectionFactory(configuration)));
    }

    private static void listen(ServerConnector connector, HttpOptions options, int port) throws IOException {
        connector.setHost(options.bindAddress());
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        connector.open();
        connector.getServer().addConnector(connector);
    }
}
