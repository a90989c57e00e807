package dev.lanyard.oauth;

import dev.lanyard.credential.UserInteraction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Is a user of a real Keycloak, whose own pages it fills in: name and password, then consent. */
final class KeycloakUser implements UserInteraction {
    private static final Pattern FORM = Pattern.compile("<form\\b[^>]*\\baction=\"([^\"]+)\"[^>]*>(.*?)</form>",
            Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<(?:input|button)\\b[^>]*\\bname=\"([^\"]+)\"[^>]*>");
    private static final Pattern VALUE = Pattern.compile("\\bvalue=\"([^\"]*)\"");
    private static final int MOST_PAGES = 12;

    private final HttpClient browser = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Way way;
    private final String password;
    /** What was filled in, by the name of what each form asked for. */
    final List<String> forms = Collections.synchronizedList(new ArrayList<>());
    final List<Boolean> ended = Collections.synchronizedList(new ArrayList<>());

    KeycloakUser(Way way, String password) {
        this.way = way;
        this.password = password;
    }

    @Override
    public List<Way> ways() {
        return List.of(way);
    }

    @Override
    public void open(SignIn signIn, URI page) {
        Thread.ofVirtual().start(() -> get(walk(page, "/callback"), Map.of()));
    }

    @Override
    public Optional<String> paste(SignIn signIn, URI page) {
        return Optional.of(walk(page, "/callback").toString());
    }

    @Override
    public void show(SignIn signIn, DeviceCode code) {
        Thread.ofVirtual().start(() -> walk(Objects.requireNonNull(code.verificationUriComplete()), "/device/status"));
    }

    /** Fills in the pages until one leads to a path, whose address is returned. */
    private URI walk(URI start, String end) {
        Map<String, String> cookies = new LinkedHashMap<>();
        URI at = start;
        HttpResponse<String> page = get(at, cookies);
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            if (page.statusCode() / 100 == 3) {
                at = at.resolve(page.headers().firstValue("Location").orElseThrow());
                if (at.getPath().endsWith(end)) {
                    return at;
                }
                page = get(at, cookies);
            } else {
                Matcher form = FORM.matcher(page.body());
                if (!form.find()) {
                    throw new AssertionError("No form at " + at + ": " + page.statusCode() + " " + page.body());
                }
                at = at.resolve(form.group(1).replace("&amp;", "&"));
                page = post(at, filled(form.group(2)), cookies);
            }
        }
        throw new AssertionError("The pages lead nowhere");
    }

    private Map<String, String> filled(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Matcher input = INPUT.matcher(form); input.find();) {
            Matcher value = VALUE.matcher(input.group());
            switch (input.group(1)) {
                case "username" -> fields.put("username", "testuser");
                case "password" -> fields.put("password", password);
                case "cancel" -> {
                }
                default -> fields.put(input.group(1), value.find() ? value.group(1) : "");
            }
        }
        forms.add(fields.containsKey("password") ? "password" : fields.containsKey("accept") ? "consent" : "other");
        return fields;
    }

    private HttpResponse<String> get(URI address, Map<String, String> cookies) {
        return send(HttpRequest.newBuilder(address), cookies);
    }

    private HttpResponse<String> post(URI address, Map<String, String> fields, Map<String, String> cookies) {
        String body = fields.entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)), cookies);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, Map<String, String> cookies) {
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies.entrySet()
                    .stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response = browser.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(cookie -> {
                String[] pair = cookie.split(";", 2)[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            });
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean approve(SignIn signIn, List<String> addedScopes) {
        return true;
    }

    @Override
    public void ended(SignIn signIn, boolean succeeded) {
        ended.add(succeeded);
    }
}
