package dev.lanyard.server.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Drives a Chromium of its own through chromedriver (W3C WebDriver). The browser gets no flag about certificates, origins or
 * security; those given keep it from the network and let it run as root without a screen.
 */
final class WebDriver {
    static final List<String> FLAGS = List.of("--headless", "--no-sandbox", "--disable-gpu",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run");
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

    private final Process driver;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI session;

    private WebDriver(Process driver, URI server, Path profile) throws Exception {
        this.driver = driver;
        ObjectNode wanted = StrictJson.object();
        var flags = wanted.putObject("capabilities")
                .putObject("alwaysMatch")
                .putObject("goog:chromeOptions")
                .putArray("args");
        FLAGS.forEach(flags::add);
        flags.add("--user-data-dir=" + profile);
        JsonNode opened = send("POST", URI.create(server + "/session"), wanted);
        this.session = URI.create(server + "/session/" + opened.path("sessionId").asText());
        // A click may lead to another page: what is looked for there is waited for.
        send("POST", at("/timeouts"), StrictJson.object().put("implicit", 30_000));
    }

    /** Starts a browser with a new profile. */
    static WebDriver start(Path profile) throws Exception {
        Process driver = new ProcessBuilder("chromedriver", "--port=0").redirectErrorStream(true).start();
        BufferedReader output = new BufferedReader(
                new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
                return new WebDriver(driver, URI.create("http://127.0.0.1:" + started.group(1)), profile);
            }
        }
        throw new IOException("chromedriver did not start.");
    }

    void open(URI uri) throws Exception {
        send("POST", at("/url"), StrictJson.object().put("url", uri.toString()));
    }

    String url() throws Exception {
        return send("GET", at("/url"), null).asText();
    }

    String title() throws Exception {
        return send("GET", at("/title"), null).asText();
    }

    String text() throws Exception {
        return send("GET", at("/element/" + find("body") + "/text"), null).asText();
    }

    /** Returns a computed style of the first element that fits, as the browser applies it. */
    String style(String css, String property) throws Exception {
        return send("GET", at("/element/" + find(css) + "/css/" + property), null).asText();
    }

    void click(String css) throws Exception {
        send("POST", at("/element/" + find(css) + "/click"), StrictJson.object());
    }

    void type(String css, String text) throws Exception {
        send("POST", at("/element/" + find(css) + "/value"), StrictJson.object().put("text", text));
    }

    /** Returns once a page with this heading is there. */
    void awaitHeading(String heading) throws Exception {
        find("xpath", "//h1[.=\"" + heading + "\"]");
    }

    private String find(String css) throws Exception {
        return find("css selector", css);
    }

    private String find(String strategy, String what) throws Exception {
        return send("POST", at("/element"), StrictJson.object().put("using", strategy).put("value", what))
                .path(ELEMENT)
                .asText();
    }

    private URI at(String path) {
        return URI.create(session + path);
    }

    private JsonNode send(String method, URI uri, @Nullable ObjectNode body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(method, body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(StrictJson.write(body)))
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode value = StrictJson.read(answer.body()).path("value");
        if (answer.statusCode() != 200) {
            throw new AssertionError(method + " " + uri.getPath() + ": " + value.path("error").asText() + ", "
                    + value.path("message").asText());
        }
        return value;
    }

    /** Ends the browser and its driver. */
    void quit() throws Exception {
        try {
            send("DELETE", session, null);
        } finally {
            driver.destroy();
            http.close();
        }
    }
}
