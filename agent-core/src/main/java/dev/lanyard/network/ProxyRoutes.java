package dev.lanyard.network;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the way to each address: a proxy by scheme, none for this machine and for what {@code NO_PROXY} names. Immutable. */
final class ProxyRoutes extends ProxySelector {
    private static final List<Proxy> STRAIGHT = List.of(Proxy.NO_PROXY);

    private final @Nullable ProxyAddress http;
    private final @Nullable ProxyAddress https;
    private final NoProxy exempt;
    private final @Nullable ProxySelector otherwise;

    private ProxyRoutes(@Nullable ProxyAddress http, @Nullable ProxyAddress https, NoProxy exempt,
            @Nullable ProxySelector otherwise) {
        this.http = http;
        this.https = https;
        this.exempt = exempt;
        this.otherwise = otherwise;
    }

    static ProxyRoutes none() {
        return new ProxyRoutes(null, null, NoProxy.of(""), null);
    }

    /** Returns the routes over a proxy for each scheme, null for none. */
    static ProxyRoutes of(@Nullable ProxyAddress http, @Nullable ProxyAddress https, NoProxy exempt) {
        return new ProxyRoutes(http, https, exempt, null);
    }

    /** Returns the routes that a selector chooses, but for this machine. */
    static ProxyRoutes of(@Nullable ProxySelector selector) {
        return new ProxyRoutes(null, null, NoProxy.of(""), selector);
    }

    boolean isEmpty() {
        return http == null && https == null;
    }

    /** Says whether any address may be reached through a proxy. */
    boolean useProxies() {
        return !isEmpty() || otherwise != null;
    }

    /** Returns the configured proxy on the way to an address, or empty if the way is straight. */
    Optional<ProxyAddress> via(URI uri) {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        String host = host(uri);
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        ProxyAddress proxy = secure ? https : http;
        return proxy == null || ThisMachine.is(host) || exempt.names(host, port)
                ? Optional.empty()
                : Optional.of(proxy);
    }

    @Override
    public List<Proxy> select(@Nullable URI uri) {
        if (uri == null) {
            throw new IllegalArgumentException("no address");
        }
        Optional<ProxyAddress> proxy = via(uri);
        if (proxy.isPresent()) {
            return List.of(proxy.get().proxy());
        }
        return otherwise == null || ThisMachine.is(host(uri)) ? STRAIGHT : otherwise.select(uri);
    }

    @Override
    public void connectFailed(@Nullable URI uri, @Nullable SocketAddress address, @Nullable IOException failure) {
        // There is no other way to try, and the failure itself reaches the caller.
    }

    private static String host(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }
}
