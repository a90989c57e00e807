package dev.lanyard.server.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets in only requests that ask for this server by a name of its own and come from no foreign page, against DNS rebinding
 * (MCP 2025-11-25, Transports, security warning; CVE-2026-35568).
 */
final class AddressGuard {
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9.-]+)(?::([0-9]{1,5}))?");
    private static final Pattern ORIGIN = Pattern.compile("(https?)://([^/?#@]+)");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hostNames;
    private final Set<String> origins;

    AddressGuard(Set<String> hostNames, Set<String> origins) {
        this.hostNames = hostNames;
        this.origins = origins;
    }

    /** Returns the Host header, checked, for a request that came in on a port with a scheme. */
    String check(String scheme, int port, List<String> hosts, List<String> sentOrigins) {
        if (hosts.size() != 1 || !isOurs(scheme, port, hosts.getFirst())) {
            throw new HttpRefusal(403, "host_not_allowed", "This server does not answer to that Host.");
        }
        if (sentOrigins.size() > 1 || !sentOrigins.stream().allMatch(origin -> isAllowed(scheme, port, origin))) {
            throw new HttpRefusal(403, "origin_not_allowed", "Pages of that Origin may not call this server.");
        }
        return hosts.getFirst();
    }

    private boolean isOurs(String scheme, int port, String authority) {
        Matcher parts = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return false;
        }
        int standardPort = scheme.equals("https") ? 443 : 80;
        int asked = parts.group(2) == null ? standardPort : Integer.parseInt(parts.group(2));
        String name = parts.group(1);
        return LOOPBACK.contains(name)
                ? asked == port
                : hostNames.contains(name) && (asked == port || asked == standardPort);
    }

    private boolean isAllowed(String scheme, int port, String origin) {
        Matcher parts = ORIGIN.matcher(origin);
        return origins.contains(origin)
                || (parts.matches() && parts.group(1).equals(scheme) && isOurs(scheme, port, parts.group(2)));
    }
}
