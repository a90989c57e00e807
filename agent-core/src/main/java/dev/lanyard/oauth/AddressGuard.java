package dev.lanyard.oauth;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which addresses may be fetched when a server or issuer names them (MCP 2026-07-28, Security Best Practices, SSRF):
 * https anywhere in public; this machine and private networks only if the server itself, or an issuer that the user
 * configured, is there; http only on this machine.
 */
final class AddressGuard {
    /** Finds the addresses of a host; replaced in tests. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** Where clouds give credentials to whoever asks, beside 169.254.169.254 and 192.0.0.192: no server is there. */
    private static final Set<String> METADATA = Set.of("100.100.100.200", "168.63.129.16", "fd00:ec2:0:0:0:0:0:254");

    private static final Pattern NUMERIC = Pattern.compile("(?i)(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");
    private static final Pattern DOTTED = Pattern
            .compile("(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");

    enum Zone {
        PUBLIC, PRIVATE, LOOPBACK, LINK_LOCAL, NEVER
    }

    /** Names that only networks of their own know (RFC 6762, RFC 6761, RFC 8375, and by ICANN's resolution of 2024). */
    private static final List<String> INSIDE = List.of(".internal", ".local", ".localhost", ".home.arpa", ".lan",
            ".intranet", ".corp");

    private final Resolver resolver;
    private final List<URI> known;
    private volatile @Nullable Set<Zone> allowed;

    /** Creates a guard that lets through what lies where the given addresses lie. */
    AddressGuard(List<URI> known, Resolver resolver) {
        this.known = known;
        this.resolver = resolver;
    }

    static AddressGuard of(List<URI> known) {
        return new AddressGuard(known, InetAddress::getAllByName);
    }

    /**
     * Returns the addresses that may be connected to, all of which have been checked.
     *
     * @throws Refused if the address may not be fetched
     */
    List<InetAddress> check(URI target) throws IOException {
        String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
        String host = target.getHost();
        if (host == null || target.getRawUserInfo() != null || target.getRawFragment() != null
                || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new Refused("is not an address that may be fetched");
        }
        requirePlainNumbers(host);
        List<InetAddress> addresses = List.of(resolver.resolve(host));
        for (InetAddress address : addresses) {
            Zone zone = zone(address);
            if (zone == Zone.NEVER || !allowed().contains(zone)) {
                throw new Refused("leads into a network where the server itself is not");
            }
            if (scheme.equals("http") && zone != Zone.LOOPBACK) {
                throw new Refused("is not https");
            }
        }
        return addresses;
    }

    /**
     * Checks an address whose host is not known here, as a proxy will look it up: its network cannot be told, so that only
     * https passes, and no name that is made for the inside, unless the user named it.
     *
     * @throws Refused if the address may not be fetched
     */
    void checkUnknown(URI target) throws IOException {
        String host = target.getHost().toLowerCase(Locale.ROOT);
        if (!"https".equalsIgnoreCase(target.getScheme())) {
            throw new Refused("is not https");
        }
        requirePlainNumbers(host);
        boolean named = known.stream().anyMatch(uri -> host.equalsIgnoreCase(uri.getHost()));
        if (!named && (host.indexOf('.') < 0 || INSIDE.stream().anyMatch(host::endsWith))) {
            throw new Refused("leads into a network where the server itself is not");
        }
    }

    /** Octal, hexadecimal and short forms mean one address here and another at a proxy (WHATWG URL, section 3.5). */
    private static void requirePlainNumbers(String host) throws IOException {
        if (NUMERIC.matcher(host).matches() && !DOTTED.matcher(host).matches()) {
            throw new Refused("is written so that it can be read as several");
        }
    }

    private Set<Zone> allowed() {
        Set<Zone> found = allowed;
        if (found != null) {
            return found;
        }
        Set<Zone> zones = EnumSet.of(Zone.PUBLIC);
        this.known.forEach(uri -> zone(uri.getHost()).ifPresent(zones::add));
        allowed = zones;
        return zones;
    }

    /**
     * Returns where a known host lies. A name can be made to lead to this machine from one moment to the next, so that only an
     * address, or {@code localhost}, counts as that; and it lies in a private network only if all of it does.
     */
    private Optional<Zone> zone(String host) {
        try {
            Set<Zone> zones = EnumSet.noneOf(Zone.class);
            for (InetAddress address : resolver.resolve(host)) {
                zones.add(zone(address));
            }
            boolean literal = host.equalsIgnoreCase("localhost") || host.startsWith("[") || host.matches("[0-9.]+");
            return zones.stream()
                    .filter(zone -> zones.size() == 1)
                    .filter(zone -> literal || zone == Zone.PRIVATE)
                    .findFirst();
        } catch (UnknownHostException e) {
            // What cannot be found allows nothing more.
            return Optional.empty();
        }
    }

    static Zone zone(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address.isLoopbackAddress()) {
            return Zone.LOOPBACK;
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return Zone.NEVER;
        }
        if (address.isLinkLocalAddress()) {
            return Zone.LINK_LOCAL;
        }
        if (bytes.length == 4) {
            return zone4(address, first, second);
        }
        if (METADATA.contains(address.getHostAddress())) {
            return Zone.NEVER;
        }
        // Unique local fc00::/7; addresses that carry an IPv4 one: 64:ff9b::/96 and :1::/48, 2002::/16, 2001::/32, ::/96.
        if ((first & 0xfe) == 0xfc || address.isSiteLocalAddress()) {
            return Zone.PRIVATE;
        }
        boolean embeds = (first == 0 && second == 0x64) || (first == 0x20 && second == 0x02) || first == 0
                || (first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0);
        return embeds ? Zone.NEVER : Zone.PUBLIC;
    }

    private static Zone zone4(InetAddress address, int first, int second) {
        boolean assignments = first == 192 && second == 0 && address.getAddress()[2] == 0;
        if (first == 0 || first >= 240 || assignments || METADATA.contains(address.getHostAddress())) {
            return Zone.NEVER;
        }
        boolean shared = first == 100 && (second & 0xc0) == 64;
        boolean benchmark = first == 198 && (second & 0xfe) == 18;
        return address.isSiteLocalAddress() || shared || benchmark ? Zone.PRIVATE : Zone.PUBLIC;
    }

    /** Says why an address was not fetched. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }
}
