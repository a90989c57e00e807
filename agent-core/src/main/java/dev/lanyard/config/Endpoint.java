package dev.lanyard.config;

import java.net.URI;
import java.util.Map;

/**
 * Holds an address taken apart: what may be shown, and the query parameters, which may be keys.
 *
 * @param url the address without its query
 * @param query the decoded query parameters
 * @param shown the address as it may be shown: {@code …} stands for what was substituted in its path
 */
record Endpoint(URI url, Map<String, SecretRef> query, URI shown) {
    Endpoint {
        query = Ordered.copyOf(query);
    }

    /** Creates an endpoint whose path holds nothing that was substituted. */
    Endpoint(URI url, Map<String, SecretRef> query) {
        this(url, query, url);
    }

    @Override
    public String toString() {
        return "Endpoint[url=" + shown + ", query=" + query + "]";
    }
}
