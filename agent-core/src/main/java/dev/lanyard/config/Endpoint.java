package dev.lanyard.config;

import java.net.URI;
import java.util.Map;

/**
 * Holds an address taken apart: what may be shown, and the query parameters, which may be keys.
 *
 * @param url the address without its query
 * @param query the decoded query parameters
 */
record Endpoint(URI url, Map<String, SecretRef> query) {
    Endpoint {
        query = Ordered.copyOf(query);
    }
}
