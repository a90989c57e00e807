package dev.lanyard.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses written in digits, and never asks a name server about anything else. */
final class IpLiteral {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern V6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]+");

    private IpLiteral() {}

    /** Returns the address, or empty if the text is a name; an IPv4 address in IPv6 form is the IPv4 address. */
    static Optional<InetAddress> parse(String text) {
        try {
            if (V4.matcher(text).matches()) {
                return Optional.of(InetAddress.getByName(text));
            }
            return V6.matcher(text).matches()
                    ? Optional.of(InetAddress.getByName("[" + text + "]"))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
