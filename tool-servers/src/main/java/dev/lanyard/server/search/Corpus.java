package dev.lanyard.server.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Holds the pages that can be found. Immutable. */
final class Corpus {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{2,}");

    private final List<Page> pages;

    private Corpus(List<Page> pages) {
        this.pages = List.copyOf(pages);
    }

    /** Reads the pages that are part of this module. */
    static Corpus bundled() {
        try (InputStream in = Objects.requireNonNull(Corpus.class.getResourceAsStream("corpus.json"))) {
            List<Page> pages = new ArrayList<>();
            for (JsonNode page : StrictJson.read(in.readAllBytes()).path("pages")) {
                pages.add(new Page(page.path("title").asText(), page.path("url").asText(),
                        page.path("content").asText()));
            }
            return new Corpus(pages);
        } catch (IOException e) {
            throw new UncheckedIOException("The bundled pages cannot be read.", e);
        }
    }

    /** Returns the pages that have a word of the query, best first. */
    List<ObjectNode> search(String query, int most) {
        Set<String> words = new TreeSet<>();
        WORD.matcher(query.toLowerCase(Locale.ROOT)).results().forEach(word -> words.add(word.group()));
        return pages.stream()
                .filter(page -> page.score(words) > 0)
                .sorted(Comparator.comparingInt((Page page) -> page.score(words)).reversed())
                .limit(most)
                .map(page -> page.found(page.score(words), words.size()))
                .toList();
    }

    /** Returns the page at an address, empty if there is none. */
    Optional<Page> at(String url) {
        return pages.stream().filter(page -> page.url().equals(url)).findFirst();
    }
}
