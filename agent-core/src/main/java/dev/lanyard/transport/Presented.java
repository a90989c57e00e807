package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was presented to one server and takes it out of what that server says, so that a server which repeats its
 * key (as those that echo headers do) shows it to no model, event or log. Only exact occurrences are found, and only of values
 * of at least {@value #SHORTEST} characters: shorter ones stand in too many texts by chance. Thread-safe.
 */
final class Presented {
    static final String GONE = "‹secret›";
    static final int SHORTEST = 8;
    private static final int MOST = 32;

    /** The values in the order in which they came, and the longest first. */
    private List<String> known = List.of();
    private volatile List<String> longestFirst = List.of();
    private volatile @Nullable Credential last;

    /** Remembers what a request presents; nothing if its call has ended, as it is not sent then, and may come after the end. */
    synchronized void add(Credential credential, Call call) {
        if (credential.equals(last) || call.isEnded()) {
            return;
        }
        List<Secret> secrets = new ArrayList<>();
        collect(credential, secrets);
        add(secrets);
        last = credential;
    }

    private static void collect(Credential credential, List<Secret> secrets) {
        switch (credential) {
            case Credential.None() -> {
                // It presents nothing.
            }
            case Credential.Plain unused -> {
                // A server may say what it likes about what is no secret.
            }
            case Credential.AccessToken token -> secrets.add(token.value());
            case Credential.Keys keys -> {
                secrets.addAll(keys.headers().values());
                secrets.addAll(keys.query().values());
            }
            case Credential.All(List<Credential> parts) -> parts.forEach(part -> collect(part, secrets));
        }
    }

    /** Remembers secrets, at most the last {@value #MOST} forms of them: tokens change. */
    synchronized void add(Collection<Secret> secrets) {
        List<String> all = new ArrayList<>(known);
        for (Secret secret : secrets) {
            for (String form : forms(secret.reveal())) {
                if (form.length() >= SHORTEST && !all.contains(form)) {
                    all.add(form);
                }
            }
        }
        known = List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
        longestFirst = known.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    /** Forgets everything, so that what is no longer used stands nowhere in memory on its account. */
    synchronized void clear() {
        known = List.of();
        longestFirst = List.of();
        last = null;
    }

    /** Returns the value, what follows its scheme ({@code Bearer …}), and the value as it stands in an address. */
    private static List<String> forms(String value) {
        int space = value.indexOf(' ');
        return List.of(value, space < 0 ? value : value.substring(space + 1).strip(),
                URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /** Returns the text without what was presented. */
    String without(String text) {
        String clean = text;
        for (String secret : longestFirst) {
            clean = clean.replace(secret, GONE);
        }
        return clean;
    }

    /**
     * Takes what was presented out of a tree that nobody else holds yet, and returns it.
     *
     * @param text what the tree was read from; it costs a look only, unless it holds a secret or could hide one by escapes
     */
    JsonNode without(JsonNode tree, String text) {
        if (!longestFirst.isEmpty()
                && (text.indexOf('\\') >= 0 || longestFirst.stream().anyMatch(text::contains))) {
            clean(tree);
        }
        return tree;
    }

    private void clean(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                for (var member : List.copyOf(object.properties())) {
                    String name = without(member.getKey());
                    if (!name.equals(member.getKey())) {
                        object.set(name, object.remove(member.getKey()));
                    }
                    text(member.getValue()).ifPresentOrElse(clean -> object.put(name, clean),
                            () -> clean(member.getValue()));
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    int index = i;
                    text(array.get(i)).ifPresentOrElse(clean -> array.set(index, TextNode.valueOf(clean)),
                            () -> clean(array.get(index)));
                }
            }
            default -> {
                // It holds no text, or is dealt with where it stands.
            }
        }
    }

    /** Returns what is to stand in place of a text, empty if it may stay or is none. */
    private Optional<String> text(JsonNode value) {
        return Optional.ofNullable(value.textValue())
                .map(this::without)
                .filter(clean -> !clean.equals(value.textValue()));
    }
}
