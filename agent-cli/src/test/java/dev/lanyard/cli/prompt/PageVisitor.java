package dev.lanyard.cli.prompt;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Is a browser of a test: {@code $BROWSER} starts it with the page, and it comes back to the address that the pages end at. */
public final class PageVisitor {
    private PageVisitor() {}

    /** Visits the page as the user of the first argument; comes back as a browser does. */
    public static void main(String[] arguments) throws Exception {
        URI end = visit(arguments[0], URI.create(arguments[1]));
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(HttpRequest.newBuilder(end).build(), BodyHandlers.discarding());
        }
    }

    /** Visits the page as a user and returns where it ends. */
    public static URI visit(String user, URI page) throws Exception {
        return visit(user, page, "");
    }

    /** Visits the page as a user who types the code where the page asks for one, and returns where it ends. */
    public static URI visit(String user, URI page, String code) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return new PageWalk(http, URI.create(page.getScheme() + "://" + page.getRawAuthority()), user, code)
                    .from(page);
        }
    }
}
