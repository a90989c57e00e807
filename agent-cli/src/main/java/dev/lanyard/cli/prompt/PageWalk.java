package dev.lanyard.cli.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Walks the pages of one origin as a browser of its own would: keeps the cookies, and presses the buttons that say who it is,
 * that it agrees, and that it goes on. It sends nothing to any other origin.
 */
final class PageWalk {
    private static final int MAX_STEPS = 12;
    private static final int MAX_BYTES = 1 << 18;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<input\\b([^>]*)>");
    private static final Pattern BUTTON = Pattern.compile("<button\\b([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");

    private final HttpClient http;
    private final URI origin;
    private final String user;
    private final String code;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /**
     * Creates a walk.
     *
     * @param origin where it may go: scheme, host and port
     * @param user whose button is pressed
     * @param code what is typed where a page asks for a device's code, empty if there is none
     */
    PageWalk(HttpClient http, URI origin, String user, String code) {
        this.http = http;
        this.origin = origin;
        this.user = user;
        this.code = code;
    }

    /** Is a form of a page with the button to press. */
    private record Form(URI action, Map<String, String> fields) {}

    /** Is what came of a request. */
    private record Page(int status, String location, String body) {}

    private static URI resolved(URI place, String way) throws Stuck {
        try {
            return place.resolve(way);
        } catch (IllegalArgumentException e) {
            throw new Stuck("the page at '" + place.getPath() + "' leads nowhere");
        }
    }

    /** Says that the walk cannot go on, and why. */
    static final class Stuck extends Exception {
        private static final long serialVersionUID = 1;

        Stuck(String why) {
            super(why);
        }
    }

    /**
     * Walks on from a page to where the way ends: the address outside of the origin that it leads to, which is not fetched, or
     * the last page.
     *
     * @throws Stuck if the page is of another origin, or has neither a way on nor one for this user
     */
    URI from(URI page) throws Stuck {
        if (!sameOrigin(page)) {
            throw new Stuck(
                    "'" + page.getScheme() + "://" + page.getAuthority() + "' is not the playground at '" + origin
                            + "'");
        }
        URI place = page;
        Form form = null;
        for (int step = 0; step < MAX_STEPS; step++) {
            Page answer = send(place, form);
            form = null;
            if (answer.status() / 100 == 3) {
                URI next = resolved(place, answer.location());
                if (!sameOrigin(next)) {
                    return next;
                }
                place = next;
            } else if (answer.status() == 200) {
                form = form(place, answer.body());
                if (form == null) {
                    return place;
                }
                place = form.action();
            } else {
                throw new Stuck("the page at '" + place.getPath() + "' answered " + answer.status());
            }
        }
        throw new Stuck("the pages go on and on");
    }

    private boolean sameOrigin(URI page) {
        return page.getRawUserInfo() == null && origin.getScheme().equalsIgnoreCase(page.getScheme())
                && origin.getHost().equalsIgnoreCase(page.getHost()) && origin.getPort() == page.getPort();
    }

    private Page send(URI place, @Nullable Form form) throws Stuck {
        HttpRequest.Builder request = HttpRequest.newBuilder(place).timeout(PATIENCE);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies.entrySet()
                    .stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; ")));
        }
        if (form != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Origin", origin.toString())
                    .POST(HttpRequest.BodyPublishers.ofString(encoded(form.fields())));
        }
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
            byte[] page;
            try (InputStream body = answer.body()) {
                page = body.readNBytes(MAX_BYTES + 1);
            }
            if (page.length > MAX_BYTES) {
                throw new Stuck("the page at '" + place.getPath() + "' is too long");
            }
            for (String cookie : answer.headers().allValues("Set-Cookie")) {
                String[] pair = cookie.split(";", 2)[0].split("=", 2);
                cookies.put(pair[0].strip(), pair.length == 2 ? pair[1].strip() : "");
            }
            return new Page(answer.statusCode(), answer.headers().firstValue("Location").orElse(""),
                    new String(page, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Stuck("the page at '" + place.getPath() + "' does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stuck("it was interrupted");
        }
    }

    /** Returns the form to send, null if the page has none. */
    private @Nullable Form form(URI place, String page) throws Stuck {
        Matcher found = FORM.matcher(page);
        boolean any = false;
        List<String> users = new java.util.ArrayList<>();
        while (found.find()) {
            any = true;
            Map<String, String> attributes = attributes(found.group(1));
            Map<String, String> fields = new LinkedHashMap<>();
            INPUT.matcher(found.group(2))
                    .results()
                    .map(input -> attributes(input.group(1)))
                    .filter(input -> input.containsKey("name"))
                    .forEach(input -> fields.put(input.getOrDefault("name", ""), value(input)));
            List<Map<String, String>> buttons = BUTTON.matcher(found.group(2))
                    .results()
                    .map(button -> attributes(button.group(1)))
                    .toList();
            for (Map<String, String> wanted : List.of(Map.of("name", "user", "value", user),
                    Map.of("name", "mfa", "value", "confirm"), Map.of("name", "decision", "value", "allow"),
                    Map.of("name", "next"))) {
                for (Map<String, String> button : buttons) {
                    if (button.entrySet().containsAll(wanted.entrySet())) {
                        fields.put(button.getOrDefault("name", ""), button.getOrDefault("value", ""));
                        URI action = resolved(place, attributes.getOrDefault("action", place.toString()));
                        if (!sameOrigin(action)) {
                            throw new Stuck("a form leads to '" + action.getHost() + "'");
                        }
                        return new Form(action, fields);
                    }
                }
            }
            buttons.stream()
                    .filter(button -> "user".equals(button.get("name")))
                    .forEach(button -> users.add(button.getOrDefault("value", "")));
        }
        if (any) {
            throw new Stuck(users.isEmpty()
                    ? "the page at '" + place.getPath() + "' has no button that it knows"
                    : "there is no user '" + user + "', only " + String.join(", ", users));
        }
        return null;
    }

    private String value(Map<String, String> input) {
        String given = input.getOrDefault("value", "");
        return given.isEmpty() && "user_code".equals(input.get("name")) ? code : given;
    }

    private static Map<String, String> attributes(String tag) {
        Map<String, String> attributes = new TreeMap<>();
        ATTRIBUTE.matcher(tag).results().forEach(one -> attributes.put(one.group(1), plain(one.group(2))));
        return attributes;
    }

    private static String plain(String escaped) {
        return escaped.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet()
                .stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
