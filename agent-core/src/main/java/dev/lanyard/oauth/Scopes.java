package dev.lanyard.oauth;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Chooses the scopes to ask for (MCP 2026-07-28, Authorization, Scope Selection Strategy). */
final class Scopes {
    static final String OFFLINE_ACCESS = "offline_access";
    private static final int MAX = 64;
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,256}");

    private Scopes() {}

    /** Returns the scopes of a text, without what cannot be one (RFC 6749, section 3.3). */
    static List<String> parse(String text) {
        return clean(List.of(text.split(" ", -1)));
    }

    static List<String> clean(Collection<String> scopes) {
        return scopes.stream().filter(scope -> SCOPE.matcher(scope).matches()).distinct().limit(MAX).toList();
    }

    /** Returns what to ask for first: what is configured, else what the challenge wants, else what the metadata lists. */
    static List<String> first(List<String> configured, Optional<String> challenged, List<String> supported,
            IssuerMetadata issuer) {
        List<String> chosen = configured;
        if (chosen.isEmpty()) {
            chosen = challenged.map(Scopes::parse).orElseGet(() -> clean(supported));
        }
        // A refresh token is asked for only where the issuer says how, and never in place of the issuer's own choice.
        return chosen.isEmpty() || !issuer.scopes().contains(OFFLINE_ACCESS)
                ? chosen
                : union(chosen, List.of(OFFLINE_ACCESS));
    }

    static List<String> union(Collection<String> some, Collection<String> more) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    static List<String> without(Collection<String> some, Collection<String> others) {
        return Stream.of(some).flatMap(Collection::stream).filter(scope -> !others.contains(scope)).toList();
    }
}
