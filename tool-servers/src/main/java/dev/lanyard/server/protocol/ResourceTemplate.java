package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A family of resources (MCP 2025-11-25, Resources, resource templates).
 *
 * @param uriTemplate the URIs, with simple variables only, such as {@code note://{id}/text} (RFC 6570, level 1)
 * @param name the name for programs
 * @param description what they hold
 * @param mimeType the media type of what they hold
 * @param completers suggest values, by variable
 * @param reader reads one of them
 */
public record ResourceTemplate(String uriTemplate, String name, String description, String mimeType,
        Map<String, Completer> completers, ResourceReader reader) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z0-9_]+)}");

    /** Copies the completers. */
    public ResourceTemplate {
        completers = Map.copyOf(completers);
    }

    /** Returns what a URI has for the variables, or nothing if it is not of this family. A variable spans no slash. */
    Optional<Map<String, String>> match(String uri) {
        Matcher names = VARIABLE.matcher(uriTemplate);
        StringBuilder pattern = new StringBuilder();
        Map<String, Integer> groups = new LinkedHashMap<>();
        int from = 0;
        while (names.find()) {
            pattern.append(Pattern.quote(uriTemplate.substring(from, names.start()))).append("([^/?#]+)");
            groups.put(names.group(1), groups.size() + 1);
            from = names.end();
        }
        Matcher values = Pattern.compile(pattern + Pattern.quote(uriTemplate.substring(from))).matcher(uri);
        if (!values.matches()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        try {
            groups.forEach((name, group) -> variables.put(name, decode(values.group(group))));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        return Optional.of(variables);
    }

    /** RFC 3986, section 2.1; a plus is a plus. */
    private static String decode(String value) {
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    ObjectNode toJson() {
        return StrictJson.object()
                .put("uriTemplate", uriTemplate)
                .put("name", name)
                .put("description", description)
                .put("mimeType", mimeType);
    }
}
