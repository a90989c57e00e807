package dev.lanyard.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server over TCP and spoils what the server says. Loopback only. */
public final class FaultProxy implements AutoCloseable {
    private static final int BUFFER = 8192;

    private final URI target;
    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Fault fault = new Fault.None();

    private FaultProxy(URI target, ServerSocket socket) {
        this.target = target;
        this.socket = socket;
    }

    /** Starts a proxy in front of a server, which passes everything on until it is told otherwise. */
    public static FaultProxy before(URI target) throws IOException {
        FaultProxy proxy = new FaultProxy(target, new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    /** Spoils all connections that are made from now on; those that there are, are cut. */
    public FaultProxy set(Fault next) {
        fault = next;
        cut();
        return this;
    }

    /** Cuts every connection. */
    public void cut() {
        open.forEach(FaultProxy::end);
    }

    /** Returns the server's address by way of the proxy. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + target.getRawPath());
    }

    /** Returns how many connections were made. */
    public int connections() {
        return connections.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.incrementAndGet();
                open.add(client);
                Fault now = fault;
                Thread.ofVirtual().start(() -> serve(client, now));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client, Fault now) {
        try (client) {
            if (now instanceof Fault.BlackHole) {
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
                return;
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getPort())) {
                open.add(server);
                Thread.ofVirtual().start(() -> pass(client, server));
                spoil(server.getInputStream(), client, now);
            }
        } catch (IOException e) {
            // One of the two went away, which is for the test to judge.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.removeIf(Socket::isClosed);
        }
    }

    /** Passes requests on under the server's own name, as servers answer to no other. */
    private void pass(Socket from, Socket to) {
        String ours = "Host: " + url().getAuthority();
        String theirs = "Host: " + target.getAuthority();
        byte[] buffer = new byte[BUFFER];
        try {
            for (int read = from.getInputStream().read(buffer); read >= 0; read = from.getInputStream().read(buffer)) {
                String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                to.getOutputStream().write(text.replace(ours, theirs).getBytes(StandardCharsets.ISO_8859_1));
            }
            to.shutdownOutput();
        } catch (IOException e) {
            end(to);
        }
    }

    private void spoil(InputStream from, Socket client, Fault now) throws IOException, InterruptedException {
        if (now instanceof Fault.Delay(var time)) {
            rest(time.toMillis());
        }
        long left = switch (now) {
            case Fault.CutAfter(long bytes) -> bytes;
            case Fault.HalfCloseAfter(long bytes) -> bytes;
            case Fault.ResetAfter(long bytes) -> bytes;
            case Fault.None unused -> Long.MAX_VALUE;
            case Fault.Delay unused -> Long.MAX_VALUE;
            case Fault.Trickle unused -> Long.MAX_VALUE;
            case Fault.BlackHole unused -> 0;
        };
        byte[] buffer = new byte[now instanceof Fault.Trickle ? 1 : BUFFER];
        OutputStream to = client.getOutputStream();
        while (left > 0) {
            int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                return;
            }
            if (now instanceof Fault.Trickle(var pause)) {
                rest(pause.toMillis());
            }
            to.write(buffer, 0, read);
            to.flush();
            left -= read;
        }
        if (now instanceof Fault.ResetAfter) {
            client.setSoLinger(true, 0);
        } else if (now instanceof Fault.HalfCloseAfter) {
            client.shutdownOutput();
            from.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Waits on purpose, as that is the fault, but not beyond the end of the test. */
    private void rest(long millis) throws IOException, InterruptedException {
        if (closed.await(millis, TimeUnit.MILLISECONDS)) {
            throw new IOException("the proxy is closed");
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
        cut();
    }
}
