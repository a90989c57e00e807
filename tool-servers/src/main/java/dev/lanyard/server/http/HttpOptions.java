package dev.lanyard.server.http;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Says where and how a server listens.
 *
 * @param bindAddress the address to listen on, {@code 127.0.0.1} unless changed
 * @param port the port for HTTP, 0 for a free one
 * @param tls the certificate for HTTPS on a second port, or null for none
 * @param hostNames names beside {@code localhost}, {@code 127.0.0.1} and {@code [::1]} under which clients may ask for this
 *     server, in lower case and without a port
 * @param origins origins of other sites whose pages may call this server, exactly as browsers send them
 * @param maxBodyBytes how many bytes a request body may have
 */
public record HttpOptions(String bindAddress, int port, @Nullable Tls tls, Set<String> hostNames, Set<String> origins,
        int maxBodyBytes) {
    private static final int MEBIBYTE = 1024 * 1024;

    /**
     * A certificate with its key, and where to use it.
     *
     * @param port the port for HTTPS, 0 for a free one
     * @param context holds the certificate and its key
     */
    public record Tls(int port, SSLContext context) {}

    /** Checks and copies the values. */
    public HttpOptions {
        hostNames = Set.copyOf(hostNames);
        origins = Set.copyOf(origins);
        if (maxBodyBytes < 1) {
            throw new IllegalArgumentException("maxBodyBytes is " + maxBodyBytes + ". Set it to at least 1.");
        }
    }

    /** Returns options for one port on loopback without HTTPS and with bodies of up to 1 MiB; port 0 takes a free one. */
    public static HttpOptions onPort(int port) {
        return new HttpOptions("127.0.0.1", port, null, Set.of(), Set.of(), MEBIBYTE);
    }

    /** Returns these options with another address to listen on. Anything but loopback exposes the server to the network. */
    public HttpOptions withBindAddress(String address) {
        return new HttpOptions(address, port, tls, hostNames, origins, maxBodyBytes);
    }

    /** Returns these options with HTTPS on a second port; port 0 takes a free one. */
    public HttpOptions withTls(int tlsPort, SSLContext context) {
        return new HttpOptions(bindAddress, port, new Tls(tlsPort, context), hostNames, origins, maxBodyBytes);
    }

    /** Returns these options with one more name under which clients may ask for this server. */
    public HttpOptions withHostName(String name) {
        Set<String> names = new HashSet<>(hostNames);
        names.add(name.toLowerCase(Locale.ROOT));
        return new HttpOptions(bindAddress, port, tls, names, origins, maxBodyBytes);
    }

    /** Returns these options with one more origin of another site whose pages may call this server. */
    public HttpOptions withOrigin(String origin) {
        Set<String> more = new HashSet<>(origins);
        more.add(origin);
        return new HttpOptions(bindAddress, port, tls, hostNames, more, maxBodyBytes);
    }

    /** Returns these options with another limit for request bodies. */
    public HttpOptions withMaxBodyBytes(int bytes) {
        return new HttpOptions(bindAddress, port, tls, hostNames, origins, bytes);
    }
}
