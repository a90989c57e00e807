package dev.lanyard.server.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.Collection;
import java.util.Locale;

/**
 * Is one page of the corpus.
 *
 * @param title the title
 * @param url the address, as a link for people
 * @param content the text
 */
record Page(String title, String url, String content) {
    /** Returns how well the page fits: a point for each word in the text, two more for each in the title. */
    int score(Collection<String> words) {
        String lowTitle = title.toLowerCase(Locale.ROOT);
        String lowContent = content.toLowerCase(Locale.ROOT);
        return words.stream()
                .mapToInt(word -> (lowTitle.contains(word) ? 2 : 0) + (lowContent.contains(word) ? 1 : 0))
                .sum();
    }

    ObjectNode found(int score, int words) {
        return StrictJson.object()
                .put("title", title)
                .put("url", url)
                .put("content", content)
                .put("score", Math.min(1.0, score / (3.0 * words)));
    }
}
