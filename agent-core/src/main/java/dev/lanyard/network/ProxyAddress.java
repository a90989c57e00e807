package dev.lanyard.network;

import dev.lanyard.config.Redacted;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Is a proxy and who may use it.
 *
 * @param login {@code user:password}, or null if the proxy asks for none
 */
record ProxyAddress(String host, int port, @Nullable Redacted login) {
    Proxy proxy() {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    /** Returns what {@code Proxy-Authorization} says (RFC 7617, section 2), or null if the proxy asks for nothing. */
    @Nullable
    String authorization() {
        return login == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(login.text().getBytes(StandardCharsets.UTF_8));
    }
}
