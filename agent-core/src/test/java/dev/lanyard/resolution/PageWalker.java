package dev.lanyard.resolution;

import dev.lanyard.credential.UserInteraction;
import java.io.IOException;
import java.net.CookieManager;
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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Is a user with a browser who walks the provider's pages: is alice, confirms, allows; remembers what was asked. */
final class PageWalker implements UserInteraction {
    private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");
    private static final Pattern INPUT = Pattern.compile("<input[^>]*name=\"([^\"]*)\"[^>]*?value=\"([^\"]*)\"");
    private static final Pattern BUTTON = Pattern.compile("<button[^>]*name=\"([^\"]*)\" value=\"([^\"]*)\"");

    volatile String user;
    private final List<String> wanted;
    final List<SignIn> asked = Collections.synchronizedList(new ArrayList<>());
    final List<URI> opened = Collections.synchronizedList(new ArrayList<>());
    final List<Boolean> ended = Collections.synchronizedList(new ArrayList<>());
    final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    volatile Runnable onShow = () -> {};
    volatile List<Way> ways = List.of(Way.BROWSER);

    PageWalker(String user) {
        this(user, List.of("mfa=confirm", "decision=allow"));
    }

    PageWalker(String user, List<String> wanted) {
        this.user = user;
        this.wanted = wanted;
    }

    @Override
    public List<Way> ways() {
        return ways;
    }

    @Override
    public void open(SignIn signIn, URI page) {
        asked.add(signIn);
        opened.add(page);
        Thread.ofVirtual().start(() -> walk(page, ""));
    }

    @Override
    public void show(SignIn signIn, DeviceCode code) {
        asked.add(signIn);
        opened.add(code.verificationUri());
        onShow.run();
        Thread.ofVirtual().start(() -> walk(code.verificationUri(), code.userCode()));
    }

    private void walk(URI start, String code) {
        try (HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            HttpResponse<String> page = browser.send(HttpRequest.newBuilder(start).build(), BodyHandlers.ofString());
            for (int step = 0; step < 10; step++) {
                Matcher form = FORM.matcher(page.body());
                if (!form.find()) {
                    return;
                }
                page = browser.send(submitted(page, unescaped(form.group(1)), code), BodyHandlers.ofString());
            }
        } catch (IOException | RuntimeException e) {
            failures.add(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest submitted(HttpResponse<String> page, String action, String code) {
        List<String> fields = new ArrayList<>();
        Matcher input = INPUT.matcher(page.body());
        while (input.find()) {
            String value = input.group(1).equals("user_code") ? code : unescaped(input.group(2));
            fields.add(input.group(1) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        List<String> buttons = new ArrayList<>();
        Matcher button = BUTTON.matcher(page.body());
        while (button.find()) {
            buttons.add(button.group(1) + "=" + button.group(2));
        }
        buttons.stream()
                .filter(each -> wanted.contains(each) || each.equals("user=" + user))
                .findFirst()
                .or(() -> buttons.stream().findFirst())
                .ifPresent(fields::add);
        URI target = page.uri().resolve(action);
        return HttpRequest.newBuilder(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", page.uri().getScheme() + "://" + page.uri().getRawAuthority())
                .POST(BodyPublishers.ofString(fields.stream().collect(Collectors.joining("&"))))
                .build();
    }

    private static String unescaped(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace(
                        "&amp;", "&");
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
