package dev.lanyard.network;

import java.net.InetAddress;

/** Knows which hosts are this machine, without asking any name server. */
final class ThisMachine {
    private ThisMachine() {}

    /** Says whether a host is {@code localhost}, a name under it (RFC 6761, section 6.3), 127.0.0.0/8 or {@code ::1}. */
    static boolean is(String host) {
        return host.equals("localhost") || host.endsWith(".localhost")
                || IpLiteral.parse(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }
}
