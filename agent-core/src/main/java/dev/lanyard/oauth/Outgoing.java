package dev.lanyard.oauth;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Is a request to an authorization server. */
record Outgoing(String method, URI target, Map<String, String> headers, String body) {
    Outgoing {
        headers = new LinkedHashMap<>(headers);
    }

    Outgoing with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Outgoing(method, target, more, body);
    }
}
