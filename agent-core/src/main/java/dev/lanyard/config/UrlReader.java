package dev.lanyard.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads addresses. No message quotes one, because keys travel in them.
 *
 * <p>In a file that is not the user's own, nothing may be written into scheme, host or port: a project could name a
 * variable there and have the user's machine look the secret up as a host (CVE-2026-32625).
 */
final class UrlReader {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final String REMEDY = "Write an absolute address such as https://example.com/mcp.";

    private final boolean usersOwn;
    private final Substitution substitution;
    private final Findings findings;

    UrlReader(boolean usersOwn, Substitution substitution, Findings findings) {
        this.usersOwn = usersOwn;
        this.substitution = substitution;
        this.findings = findings;
    }

    /** Returns the address that a text names, or empty after adding a problem. */
    Optional<Endpoint> read(String raw, Place place) {
        if (!usersOwn && substitutesAuthority(raw)) {
            findings.problem(place.path(),
                    "A project's file may not substitute anything in the scheme, host or port of an address.",
                    "Write them out, or keep this configuration in your own configuration folder.");
            return Optional.empty();
        }
        List<String> halves = split(raw, '?');
        List<Piece> pieces = substitution.pieces(halves.getFirst(), place);
        List<String> more = split(Piece.text(pieces), '?');
        Map<String, SecretRef> query = new LinkedHashMap<>();
        boolean fine = true;
        if (more.size() > 1) {
            fine = readQuery(more.get(1), false, place, query);
        }
        if (halves.size() > 1) {
            fine &= readQuery(halves.get(1), true, place, query);
        }
        Optional<URI> url = bare(more.getFirst(), place);
        return fine
                ? url.map(bare -> new Endpoint(bare, query, URI.create(Piece.shown(pieces, bare.toString()))))
                : Optional.empty();
    }

    private static boolean substitutesAuthority(String raw) {
        int reference = raw.indexOf("${");
        if (reference < 0) {
            return false;
        }
        String before = raw.substring(0, reference);
        int scheme = before.indexOf("://");
        return scheme < 0 || !before.substring(scheme + 3).matches("[^/?#]+[/?#].*");
    }

    private Optional<URI> bare(String text, Place place) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            return notAnAddress(place);
        }
        if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
            findings.problem(place.path(), "The address holds a user name or password.",
                    "Remove it and use 'headers' or 'auth'.");
            return Optional.empty();
        }
        if (url.getHost() == null || url.getPort() > 65535
                || !SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))) {
            return notAnAddress(place);
        }
        if (url.getRawFragment() != null) {
            findings.problem(place.path(), "The address has a fragment ('#').", "Remove it.");
            return Optional.empty();
        }
        return Optional.of(url);
    }

    private Optional<URI> notAnAddress(Place place) {
        findings.problem(place.path(), "This is not an absolute http or https address.", REMEDY);
        return Optional.empty();
    }

    private boolean readQuery(String raw, boolean substitute, Place place, Map<String, SecretRef> query) {
        if (split(raw, '#').size() > 1) {
            findings.problem(place.path(), "The address has a fragment ('#').", "Remove it.");
            return false;
        }
        boolean fine = true;
        for (String rest = raw; !rest.isEmpty();) {
            List<String> pair = split(rest, '&');
            rest = pair.size() > 1 ? pair.get(1) : "";
            fine &= pair.getFirst().isEmpty() || readParameter(split(pair.getFirst(), '='), substitute, place, query);
        }
        return fine;
    }

    private boolean readParameter(List<String> pair, boolean substitute, Place place, Map<String, SecretRef> query) {
        try {
            String name = decode(pair.getFirst());
            String raw = pair.size() > 1 ? pair.get(1) : "";
            SecretRef value = substitute ? decoded(substitution.value(raw, place)) : SecretRef.Literal.of(decode(raw));
            if (query.putIfAbsent(name, value) == null) {
                return true;
            }
            findings.problem(place.path(), "Query parameter '" + name + "' occurs twice.", "Remove one of them.");
        } catch (IllegalArgumentException e) {
            findings.problem(place.path(), "The address's query is not percent-encoded properly.",
                    "Write '%' as %25.");
        }
        return false;
    }

    private static SecretRef decoded(SecretRef value) {
        return switch (value) {
            case SecretRef.Literal literal -> SecretRef.Literal.of(decode(literal.text().text()));
            case SecretRef.Template template -> new SecretRef.Template(
                    template.parts().stream().map(UrlReader::decoded).toList());
            case SecretRef.Env env -> env;
            case SecretRef.Input input -> input;
            case SecretRef.File file -> file;
        };
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Splits at the first occurrence that is not inside a {@code ${…}}. */
    private static List<String> split(String text, char separator) {
        int from = 0;
        while (from < text.length()) {
            int reference = text.indexOf("${", from);
            int at = text.indexOf(separator, from);
            if (at < 0) {
                break;
            }
            int close = reference >= 0 && reference < at ? text.indexOf('}', reference) : -1;
            if (close < 0) {
                return List.of(text.substring(0, at), text.substring(at + 1));
            }
            from = close + 1;
        }
        return List.of(text);
    }
}
