package dev.lanyard.server.authorization;

import dev.lanyard.server.http.Parameters;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Is a browser without eyes: keeps cookies, follows the server's own redirects, and sends the forms that pages hold. */
public final class Browser {
    private static final Pattern HIDDEN = Pattern
            .compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
    final Map<String, String> cookies = new LinkedHashMap<>();
    private final HttpClient http;
    private final URI issuer;

    Browser(TestAuthorizationServer server) {
        this(server.http, server.issuer);
    }

    /** Creates a browser without cookies that follows redirects within an issuer. */
    public Browser(HttpClient http, URI issuer) {
        this.http = http;
        this.issuer = issuer;
    }

    /** Goes to an address and on within the server, to a page or to a redirect that leads out of it. */
    public HttpResponse<String> go(URI uri) throws Exception {
        return follow(send(HttpRequest.newBuilder(uri).GET()));
    }

    /** Presses a button of a page, with the hidden fields changed or added to. */
    public HttpResponse<String> press(HttpResponse<String> page, String... fields) throws Exception {
        Map<String, String> form = hidden(page);
        form.putAll(TestAuthorizationServer.form(fields));
        return submit(page, form);
    }

    HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> form) throws Exception {
        Matcher action = ACTION.matcher(page.body());
        if (!action.find()) {
            throw new AssertionError("The page has no form: " + page.body());
        }
        return follow(send(HttpRequest.newBuilder(issuer.resolve(action.group(1)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", issuer.resolve("/").toString().replaceFirst("/$", ""))
                .POST(HttpRequest.BodyPublishers.ofString(TestAuthorizationServer.encode(form)))));
    }

    /** Signs in as alice and allows what is asked; returns where that leads. */
    public URI allow(URI authorize) throws Exception {
        HttpResponse<String> signedIn = press(go(authorize), "user", "alice");
        boolean agreedBefore = signedIn.statusCode() == 303;
        return location(agreedBefore ? signedIn : press(signedIn, "decision", "allow"));
    }

    /** Returns the hidden fields of a page. */
    public static Map<String, String> hidden(HttpResponse<String> page) {
        Map<String, String> form = new LinkedHashMap<>();
        HIDDEN.matcher(page.body()).results().forEach(field -> form.put(field.group(1), field.group(2)));
        return form;
    }

    static URI location(HttpResponse<String> answer) {
        return URI.create(answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(
                        "Not a redirect: " + answer.statusCode() + " " + answer.body())));
    }

    /** Returns a parameter of the query, empty if it is absent. */
    public static String parameter(URI uri, String name) {
        return Parameters.parse(uri.getRawQuery()).one(name).orElse("");
    }

    private HttpResponse<String> follow(HttpResponse<String> answer) throws Exception {
        URI next = answer.statusCode() == 303 || answer.statusCode() == 302
                ? answer.uri().resolve(location(answer))
                : answer.uri();
        boolean inside = next.toString().startsWith(issuer.toString());
        return inside && answer.statusCode() / 100 == 3 ? go(next) : answer;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        if (!cookies.isEmpty()) {
            cookies.forEach((name, value) -> request.header("Cookie", name + "=" + value));
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return answer;
    }
}
