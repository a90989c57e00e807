package dev.lanyard.server.authorization;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Tells addresses of the public internet from those of this machine and of networks around it, against SSRF. */
final class PublicAddress {
    private PublicAddress() {}

    /** Returns whether an address is public (RFC 6890); what is not known to be is not. */
    static boolean is(InetAddress address) {
        byte[] raw = address.getAddress();
        int first = raw[0] & 0xff;
        int second = raw[1] & 0xff;
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress()) {
            return false;
        }
        if (address instanceof Inet4Address) {
            boolean shared = first == 100 && (second & 0xc0) == 64;
            boolean special = first == 192 && second == 0;
            boolean benchmark = first == 198 && (second & 0xfe) == 18;
            return first != 0 && first < 240 && !shared && !special && !benchmark;
        }
        // 2000::/3 without the ranges that lead to IPv4 addresses: 2001::/32 (Teredo) and 2002::/16 (6to4).
        boolean tunnel = first == 0x20 && (second == 0x02 || (second == 0x01 && raw[2] == 0 && raw[3] == 0));
        return (first & 0xe0) == 0x20 && !tunnel;
    }
}
