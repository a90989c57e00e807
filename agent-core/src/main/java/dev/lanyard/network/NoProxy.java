package dev.lanyard.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds the hosts that are reached without a proxy, as {@code NO_PROXY} lists them: {@code *} for all; an address or a
 * network such as {@code 10.0.0.0/8}; {@code example.com} for the host and all below it; {@code .example.com} or
 * {@code *.example.com} for those below it only; each of them but {@code *} and a network with a port if so wished. These are
 * the rules of Go's httpproxy, the most exact of those in use; an entry that is none of them names nothing. Names are not
 * looked up, so that a network covers addresses only.
 */
final class NoProxy {
    private static final Pattern PORT = Pattern.compile("(?:\\[([^]]+)]|([^:]*)):(\\d{1,5})");

    private final List<Entry> entries;

    /** Is one entry of the list. */
    private sealed interface Entry {
        /** Every host. */
        record All() implements Entry {}

        /** A host and those below it, or only those below it; port -1 for any. */
        record Name(String name, boolean onlyBelow, int port) implements Entry {}

        /** One address; port -1 for any. */
        record Address(InetAddress address, int port) implements Entry {}

        /** The addresses whose first bits are the same. */
        record Network(InetAddress address, int bits) implements Entry {}
    }

    private NoProxy(List<Entry> entries) {
        this.entries = entries;
    }

    /** Returns what a list names, its entries separated by commas or spaces. */
    static NoProxy of(String list) {
        return new NoProxy(Stream.of(list.split("[,\\s]+", -1))
                .map(text -> text.toLowerCase(Locale.ROOT))
                .flatMap(text -> entry(text).stream())
                .toList());
    }

    /**
     * Says whether a host is on the list.
     *
     * @param host in lower case, without brackets and final dot
     */
    boolean names(String host, int port) {
        Optional<InetAddress> address = IpLiteral.parse(host);
        return entries.stream().anyMatch(entry -> switch (entry) {
            case Entry.All() -> true;
            case Entry.Name(String name, boolean onlyBelow, int wanted) -> fits(wanted, port)
                    && (host.endsWith("." + name) || (!onlyBelow && host.equals(name)));
            case Entry.Address(InetAddress same, int wanted) -> fits(wanted, port)
                    && address.filter(same::equals).isPresent();
            case Entry.Network(InetAddress network, int bits) ->
                address.filter(found -> within(found.getAddress(), network.getAddress(), bits)).isPresent();
        });
    }

    private static boolean fits(int wanted, int port) {
        return wanted < 0 || wanted == port;
    }

    private static boolean within(byte[] address, byte[] network, int bits) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Entry> entry(String text) {
        if (text.equals("*")) {
            return Optional.of(new Entry.All());
        }
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return network(text.substring(0, slash), text.substring(slash + 1));
        }
        Matcher matcher = PORT.matcher(text);
        if (!matcher.matches()) {
            return host(text.replaceAll("[\\[\\]]", ""), -1);
        }
        String bracketed = matcher.group(1);
        return host(bracketed == null ? matcher.group(2) : bracketed, Integer.parseInt(matcher.group(3)));
    }

    private static Optional<Entry> network(String start, String bits) {
        return IpLiteral.parse(start)
                .filter(address -> bits.matches("\\d{1,3}")
                        && Integer.parseInt(bits) <= 8 * address.getAddress().length)
                .map(address -> new Entry.Network(address, Integer.parseInt(bits)));
    }

    private static Optional<Entry> host(String text, int port) {
        Optional<Entry> address = IpLiteral.parse(text).map(literal -> new Entry.Address(literal, port));
        if (address.isPresent()) {
            return address;
        }
        boolean below = text.startsWith(".") || text.startsWith("*.");
        String name = text.replaceFirst("^\\*?\\.", "").replaceFirst("\\.$", "");
        return name.isEmpty() ? Optional.empty() : Optional.of(new Entry.Name(name, below, port));
    }
}
